/// Why a path selects nothing in a document, worded as Jayway's library words it.
package struct PathFailure: Error, Hashable, Sendable {
    /// What kind of failure it is.
    package enum Kind: Hashable, Sendable {
        /// Nothing stands where the path leads.
        case missing
        /// A step into an array, or a filter, meets something else.
        case mismatch
        /// A function of the path was given what it cannot take.
        case function
    }

    package let kind: Kind
    /// The text of the library, such as `No results for path: $['X']`.
    package let message: String

    package init(_ message: String, kind: Kind = .missing) {
        self.message = message
        self.kind = kind
    }
}
