/// The path of a category: words of lower-case letters and digits, joined by `-`, the levels by `/`.
struct CategoryPath: Equatable, Sendable {
    let text: String

    /// The path and all above it, the topmost first.
    var levels: [String] {
        var levels: [String] = []
        for word in text.split(separator: "/") { levels.append(levels.last.map { "\($0)/\(word)" } ?? String(word)) }
        return levels
    }

    /// The path of the level above; nil at the top.
    var parent: String? {
        text.lastIndex(of: "/").map { String(text[..<$0]) }
    }

    /// What it is called when nobody has said: its last word, with spaces and a capital.
    var standardTitle: String {
        let word = text.split(separator: "/").last ?? ""
        return word.prefix(1).uppercased() + word.dropFirst().map { $0 == "-" ? " " : $0 }
    }
}
