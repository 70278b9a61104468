forall windows blocks Delta, Forall proper (windows ++ concat blocks) ->
Forall (fun block => Forall (fun w => stride w = 1) block /\ widening block = Delta) blocks ->
forall y z u v a b, first (seen (chain windows) y) u -> last (seen (chain windows) y) v ->
first (seen (chain (windows ++ concat blocks)) z) a -> last (seen (chain (windows ++ concat blocks)) z) b ->
b - a + 1 = (v - u + 1) + count blocks * Delta * jumps windows
