/// One parameter of a ``Signature``.
struct SignatureParameter: Hashable {
    /// What fits.
    var symbols: TypeSymbols
    /// The letter, or the choice in parentheses, as it was written.
    var type: String
    /// What the elements of an array must be, or the signature that a function should have, which nobody checks.
    var subtype: String?
    /// Whether the context is taken when the argument is missing.
    var takesContext = false
    var isOptional = false
    var isRepeated = false

    var isArray: Bool { type == "a" }

    /// The words for what an array must hold.
    var elementWords: String {
        switch subtype {
        case "a": "arrays"
        case "b": "booleans"
        case "f": "functions"
        case "n": "numbers"
        case "o": "objects"
        case "s": "strings"
        default: "undefined"
        }
    }
}
