"""Write the kept Coq files."""

from symrf.verification.coq.evidence import write
from symrf.verification.coq.file import folder

for written in write(folder()):
    print(written.name)
