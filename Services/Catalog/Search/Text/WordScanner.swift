/// Splits text into words as the index and the queries know them: lower case, without diacritics, in compatibility
/// decomposition, split at everything that is neither letter nor digit; runs of Chinese and Japanese characters and of
/// Korean syllables become overlapping pairs.
///
/// A scanner remembers how it folded characters beyond ASCII, so one scanner for many texts is faster.
struct WordScanner {
    /// Longer words are cut: nobody types them, and a dictionary must not be filled with them.
    static let wordLimit = 60

    private var folding = CharacterFolding()
    private var word: [UInt8] = []
    private var wordStart = 0
    /// The character before in a run of characters without spaces, and where it begins.
    private var pending: [UInt8] = []
    private var pendingStart = 0
    private var hasPair = false

    init() {
        word.reserveCapacity(Self.wordLimit + 8)
    }

    /// Goes through the words of a text.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - body: Is given a word's folded bytes, and where in the text's UTF-8 it stands.
    mutating func scan(_ text: String, _ body: (_ word: [UInt8], _ source: Range<Int>) -> Void) {
        var text = text
        text.withUTF8 { bytes in unsafe scan(bytes, body) }
    }

    /// The words of a text.
    mutating func words(of text: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        scan(text) { word, _ in words.append(word) }
        return words
    }

    private mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, _ body: (_ word: [UInt8], _ source: Range<Int>) -> Void
    ) {
        var place = 0
        while place < bytes.count {
            let byte = unsafe bytes[place]
            if byte < 0x80 {
                if let folded = Self.folded(byte) {
                    if !pending.isEmpty { endRun(at: place, body) }
                    if word.isEmpty { wordStart = place }
                    if word.count < Self.wordLimit { word.append(folded) }
                } else {
                    endWord(at: place, body)
                }
                place += 1
            } else {
                let (scalar, length) = unsafe UTF8Step.scalar(in: bytes, at: place)
                take(folding.fold(scalar), from: place, to: place + length, body)
                place += length
            }
        }
        endWord(at: bytes.count, body)
    }

    private mutating func take(
        _ folded: FoldedCharacter, from start: Int, to end: Int,
        _ body: (_ word: [UInt8], _ source: Range<Int>) -> Void
    ) {
        switch folded {
        case .mark: break
        case .separator: endWord(at: start, body)
        case .letters(let letters):
            if !pending.isEmpty { endRun(at: start, body) }
            if word.isEmpty { wordStart = start }
            if word.count + letters.count <= Self.wordLimit { word += letters }
        case .ideograph(let character):
            if !word.isEmpty { endWord(at: start, body) }
            if !pending.isEmpty {
                body(pending + character, pendingStart..<end)
                hasPair = true
            }
            pending = character
            pendingStart = start
        }
    }

    private mutating func endWord(at end: Int, _ body: (_ word: [UInt8], _ source: Range<Int>) -> Void) {
        if !word.isEmpty {
            body(word, wordStart..<end)
            word.removeAll(keepingCapacity: true)
        }
        if !pending.isEmpty { endRun(at: end, body) }
    }

    private mutating func endRun(at end: Int, _ body: (_ word: [UInt8], _ source: Range<Int>) -> Void) {
        if !hasPair { body(pending, pendingStart..<end) }
        pending = []
        hasPair = false
    }

    /// A letter in lower case or a digit; nil for what separates words.
    private static func folded(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x61...0x7A, 0x30...0x39: byte
        case 0x41...0x5A: byte | 0x20
        default: nil
        }
    }
}
