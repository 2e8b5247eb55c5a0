/// A word that somebody looks for, and what counts as it.
struct SearchWord: Equatable, Sendable {
    /// Folded, in UTF-8.
    let text: [UInt8]
    /// How many typos are allowed: 0, 1 or 2.
    let typos: Int
    /// Whether a beginning is enough.
    let isPrefix: Bool
    /// What means the same, in words that must all occur in one field; counted as without typos, but not as exact.
    var alternatives: [[[UInt8]]] = []

    init(_ text: [UInt8], isPrefix: Bool, alternatives: [[[UInt8]]] = []) {
        self.text = text
        self.isPrefix = isPrefix
        self.alternatives = alternatives
        typos = Self.allowedTypos(text)
    }

    var string: String { String(decoding: text, as: UTF8.self) }

    /// One typo from five characters, two from nine; none where there is a digit, because another number is another thing.
    static func allowedTypos(_ text: [UInt8]) -> Int {
        guard !text.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return 0 }
        let length = text.lazy.filter { $0 & 0xC0 != 0x80 }.count
        return length < 5 || length > TypoAutomaton.lengthLimit ? 0 : length < 9 ? 1 : 2
    }
}
