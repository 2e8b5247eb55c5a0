/// A strong entity tag (RFC 9110, section 8.8.3).
package struct ETag: Sendable, Hashable, CustomStringConvertible {
    /// The opaque tag without its quotes.
    package let opaque: String

    /// A tag of these characters; those that a tag may not hold are left out.
    package init(_ opaque: String) {
        self.opaque = String(opaque.unicodeScalars.filter { $0.value == 0x21 || (0x23...0x7E).contains($0.value) })
    }

    /// The tag of a resource whose versions are counted.
    package init(revision: Int64) {
        self.opaque = String(revision)
    }

    /// As it stands in a header, with quotes.
    package var description: String { "\"\(opaque)\"" }
}
