"""True claims, equivalent to statements of the catalogue but written otherwise: (claim, how it was rewritten)."""

REWRITTEN = [
    # r[l] == 1 + Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))
    ("1 + Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L)) == r[l]", "sides swapped"),
    ("2*r[l] - 2 == Sum(2*(K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))", "doubled"),
    ("r[0] == 1 + Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, L))", "l = 0"),
    ("r[0] == 1 + Sum((K[m+1] - 1)*Product(s[i], (i, 1, m)), (m, 0, L-1))", "index shifted"),
    ("r[0] == 1 + Sum((K[m-2] - 1)*Product(s[i-1], (i, 2, m-2)), (m, 3, L+2))", "both indices shifted"),
    ("r[l] == 1 + Sum((K[l+j] - 1)*Product(s[l+i], (i, 1, j-1)), (j, 1, L-l))", "counted from l"),
    ("r[l] == 1 + Sum((K[l+j] - 1)*Product(s[i], (i, l+1, l+j-1)), (j, 1, L-l))", "sum counted from l, product not"),
    ("r[0] == 1 + Sum((K[L-j] - 1)*Product(s[i], (i, 1, L-j-1)), (j, 0, L-1))", "sum reversed"),
    ("r[0] == 1 + Sum((K[L+1-j] - 1)*Product(s[i], (i, 1, L-j)), (j, 1, L))", "sum reversed, counted from 1"),
    ("r[l] == 1 + Sum((K[L-j] - 1)*Product(s[i], (i, l+1, L-j-1)), (j, 0, L-l-1))", "sum reversed, for every map"),
    ("r[0] == 1 + Sum((K[m] - 1)*Product(s[m-i], (i, 1, m-1)), (m, 1, L))", "product reversed"),
    ("r[0] == 1 + Sum((K[L-j] - 1)*Product(s[L-j-i], (i, 1, L-j-1)), (j, 0, L-1))", "both reversed"),
    ("r[0] == 1 + Sum(d[m]*(k[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, L))", "K written out"),
    (
        "r[0] == 1 + Sum(d[m]*k[m]*Product(s[i], (i, 1, m-1)), (m, 1, L))"
        " - Sum(d[m]*Product(s[i], (i, 1, m-1)), (m, 1, L))",
        "K written out and expanded",
    ),
    (
        "r[0] == 1 + Sum(K[m]*Product(s[i], (i, 1, m-1)), (m, 1, L)) - Sum(Product(s[i], (i, 1, m-1)), (m, 1, L))",
        "expanded",
    ),
    ("r[l-1] == K[l] + s[l]*Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))", "first term taken out"),
    ("r[l-1] == K[l] + Sum((K[m] - 1)*Product(s[i], (i, l, m-1)), (m, l+1, L))", "first term out of the sum only"),
    (
        "r[l-1] == 1 + Sum(K[m] - 1, (m, l, l)) + Sum((K[m] - 1)*Product(s[i], (i, l, m-1)), (m, l+1, L))",
        "split after the first layer, which there is",
    ),
    (
        "r[0] == 1 + Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, l))"
        " + Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, l+1, L))",
        "split at every map",
    ),
    (
        "r[0] == 1 + Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, l))"
        " + Product(s[i], (i, 1, l))*Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",
        "split at every map, the strides below taken out",
    ),
    ("r[0] == 1 + Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, l)) + J[l]*(r[l] - 1)", "split, the rest named"),
    ("r[0] == 1 + Sum((K[m] - 1)*J[m-1], (m, 1, L))", "the products named"),
    ("r[l-1] - s[l]*r[l] == d[l]*(k[l] - 1) + 1 - s[l]", "the recurrence, K written out"),
    ("r[l-2] == s[l-1]*s[l]*r[l] + s[l-1]*(K[l] - s[l]) + K[l-1] - s[l-1]", "two layers at once"),
    ("r[l] - 1 == s[l+1]*(r[l+1] - 1) + K[l+1] - 1", "the recurrence from l to l + 1"),
    ("S[0]*Sum(K[m] - 1, (m, 1, L)) == Sum((K[m] - 1)*J[m-1]*S[m-1], (m, 1, L))", "a constant product inside"),
    # strides
    ("Product(s[i], (i, l+1, L)) == S[l]", "sides swapped"),
    ("S[0] == Product(s[i], (i, 1, l))*Product(s[i], (i, l+1, L))", "split at every map"),
    ("S[0] == Product(s[L+1-i], (i, 1, L))", "reversed"),
    ("S[l] == Product(s[L-i], (i, 0, L-l-1))", "reversed, counted from 0"),
    ("S[l] == Product(s[l+i], (i, 1, L-l))", "counted from l"),
    ("S[0]*S[0] == Product(s[i]**2, (i, 1, L))", "power of a product"),
    ("2**L*S[0] == Product(2*s[i], (i, 1, L))", "a constant in a product"),
    ("2**(L - l)*S[l] == Product(2*s[i], (i, l+1, L))", "a constant in a product, for every map"),
    ("Product(s[i], (i, 1, L))*Product(d[i], (i, 1, L)) == Product(d[i]*s[i], (i, 1, L))", "product of products"),
    ("S[0] - 1 == Sum((s[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, L))", "telescope from below"),
    ("S[l] - 1 == Sum((s[m] - 1)*Product(s[i], (i, m+1, L)), (m, l+1, L))", "telescope from above"),
    ("S[l] - 1 == Sum((s[m] - 1)*S[m], (m, l+1, L))", "telescope, the products named"),
    ("J[l]*S[l] == Product(s[i], (i, 1, L))", "split, both parts named"),
    ("J[l-1]*s[l]*S[l] == S[0]", "one layer between"),
    # edges, centres, paddings
    ("u[l] + P[l] == uL*S[l]", "a term on the other side"),
    ("u[l] == uL*S[l] - Sum(p[L+1-j]*Product(s[i], (i, l+1, L-j)), (j, 1, L-l))", "sum reversed"),
    ("v[l] == uL*S[l] - P[l] + Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))", "partly named"),
    ("v[0] == uL*J[L] - P[0] + R[L] - 1", "the forward letters"),
    ("v[l] - u[l] == Sum(d[m]*(k[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))", "K written out"),
    ("2*c[l] == 2*u[l] + r[l] - 1", "doubled"),
    ("c[l] == uL*S[l] - Sum((p[m] - d[m]*(k[m] - 1)/2)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))", "K written out"),
    ("c[l] - c[l]*2 + v[l] == (r[l] - 1)/2", "terms moved about"),
    ("P[0] == Sum(p[m+1]*Product(s[i+1], (i, 0, m-1)), (m, 0, L-1))", "both indices shifted"),
    ("P[l] - Q[l] == Sum((p[m] - q[m])*Product(s[i], (i, l+1, m-1)), (m, l+1, L))", "two sums as one"),
    ("P[0] == Sum(p[m]*J[m-1], (m, 1, L))", "the products named"),
    ("P[0] == Sum(p[m]*J[m-1], (m, 1, l)) + J[l]*P[l]", "split at every map"),
    # forward
    ("R[l] - R[l-1] == (K[l] - 1)*Product(s[i], (i, 1, l-1))", "the recurrence, the jump written out"),
    ("R[l] == 1 + Sum((K[l-j] - 1)*Product(s[i], (i, 1, l-j-1)), (j, 0, l-1))", "sum reversed"),
    ("R[L] - 1 == Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, L))", "l = L"),
    ("R[L] == v[0] - u[0] + 1", "forward and backward"),
    ("start[L] == c[0] + 1/2 - uL*S[0]", "terms moved about"),
    ("2*start[l] == 1 + Sum((K[m] - 1 - 2*p[m])*J[m-1], (m, 1, l))", "doubled, the products named"),
    ("start[l] == R[l]/2 - Sum(p[m]*J[m-1], (m, 1, l))", "half a size less the paddings"),
    # sums of numbers
    ("Sum(K[m] - 1, (m, l+1, L)) == Sum(K[m], (m, l+1, L)) - (L - l)", "a constant sum"),
    ("Sum(K[m], (m, 1, L)) == L + Sum(d[m]*(k[m] - 1), (m, 1, L))", "a constant sum, K written out"),
    ("Sum(3, (m, 1, L)) == 3*L", "a constant sum"),
    ("Sum(m, (m, 1, L)) == L*(L + 1)/2", "Gauss"),
    ("Sum(m**2, (m, 1, L)) == L*(L + 1)*(2*L + 1)/6", "squares"),
    ("Sum(L - m, (m, 1, L)) == Sum(m - 1, (m, 1, L))", "reversed"),
    ("Sum(2**(m - 1), (m, 1, L)) == 2**L - 1", "a geometric sum"),
    ("Sum(Sum(k[i], (i, 1, m)), (m, 1, L)) == Sum((L + 1 - i)*k[i], (i, 1, L))", "a triangle the other way round"),
    ("Sum(Sum(k[i]*k[m], (i, 1, m)), (m, 1, L)) == Sum(Sum(k[i]*k[m], (i, m, L)), (m, 1, L))", "order of two sums"),
    ("Sum(m*k[m], (m, 0, L)) == Sum(m*k[m], (m, 1, L))", "a term that is 0"),
    ("Sum(k[m], (m, 1, 2*L)) == Sum(k[2*m-1] + k[2*m], (m, 1, L))", "in pairs"),
    ("Sum(Sum(1, (i, 1, m)), (m, 1, L)) == L*(L + 1)/2", "a sum of constant sums"),
    ("Sum(Sum(K[i], (i, 1, m)), (m, 1, L)) == L*(L + 1)/2 + Sum(Sum(d[i]*(k[i] - 1), (i, 1, m)), (m, 1, L))", "both"),
    ("Sum(m*(K[m] - 1), (m, 1, L)) == Sum(Sum(K[i] - 1, (i, m, L)), (m, 1, L))", "summation by parts"),
    ("Sum(k[m], (m, 1, L)) - Sum(k[m], (m, 1, l)) == Sum(k[m], (m, l+1, L))", "split, as a difference"),
    ("Sum(k[m]*s[L+1-m], (m, 1, L)) == Sum(s[m]*k[L+1-m], (m, 1, L))", "a convolution the other way round"),
    ("Sum(K[m] - K[m-1], (m, l+1, L)) == K[L] - K[l]", "telescope, with the free layer 0"),
    ("Sum((K[m] - 1)**2, (m, 1, L)) == Sum(K[m]**2, (m, 1, L)) - 2*Sum(K[m], (m, 1, L)) + L", "squares expanded"),
    ("(r[l] - 1)**2 == r[l]**2 - 2*v[l] + 2*u[l] - 1", "squares expanded, partly renamed"),
    ("S[0]*r[l] == J[l]*S[l]*r[l]", "times a common factor"),
    ("2**L*2**l == 2**(L + l)", "powers of one base"),
    ("s[l]**2*S[l]**2 == S[l-1]**2", "a squared recurrence"),
    ("Product(s[i], (i, 1, L))**2 == Product(s[i]**2, (i, 1, L))", "a squared product"),
    ("Product(Product(s[i], (i, 1, m)), (m, 1, L)) == Product(J[m], (m, 1, L))", "a product of products, named"),
    ("r[0] == 1 + Sum((K[m] - 1)*J[m]/s[m], (m, 1, L))", "the jump above divided by the stride"),
    ("r[0] == 1 + Sum((K[m] - 1)*S[0]/S[m-1], (m, 1, L))", "all the strides divided by those above"),
    ("Product(-s[i], (i, 1, 2*L)) == Product(s[i], (i, 1, 2*L))", "an even number of signs"),
]

ROUNDED = [
    ("n[l] == floor((n[l-1] + p[l] + q[l] - d[l]*(k[l] - 1) - 1)/s[l]) + 1", "K written out"),
    ("n[l] == floor((n[l-1] + p[l] + q[l] - K[l] + s[l])/s[l])", "1 inside the floor"),
    ("n[l] == ceil((n[l-1] + p[l] + q[l] - K[l] + 1)/s[l])", "floor as ceil"),
    ("n[l] - 1 == floor((n[l-1] - 1 + p[l] + q[l] - (K[l] - 1))/s[l])", "ends for sizes"),
    ("n[L] == floor((n[0] + P[0] + Q[0] - r[0])/S[0]) + 1", "a chain as one layer"),
]
"""True claims about rounding: proved where z3 and Coq are installed, and otherwise open."""

OPEN = [
    ("S[l]/n[l] <= S[l]", "the kernel divides by numbers and by products of k, s, d, K, r, R, S and J"),
    ("Sum(2**(l - m)*k[m], (m, 1, L)) == Sum(2**(l - j)*k[j], (j, 1, L))", "the exponent l - m may be negative here"),
    ("Product(2**s[i], (i, 1, L)) == Product(2**s[L+1-i], (i, 1, L))", "outside the kernel's language"),
]
"""True claims that stay open, with the reason that is given."""
