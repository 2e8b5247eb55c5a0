/// Texts from outside, held to the length that is kept.
enum TextBound {
    /// The first so many Unicode scalars.
    static func cut(_ text: String, to count: Int) -> String {
        text.utf8.count <= count ? text : String(text.unicodeScalars.prefix(count))
    }

    /// The same; nil for no text.
    static func filled(_ text: String?, to count: Int) -> String? {
        text.flatMap { $0.isEmpty ? nil : cut($0, to: count) }
    }
}
