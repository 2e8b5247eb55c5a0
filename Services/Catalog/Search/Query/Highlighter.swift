/// Marks in a text what the words of a search have matched.
struct Highlighter {
    /// So many words of a long text are shown.
    static let cropWords = 30

    private let words: [(word: SearchWord, automaton: TypoAutomaton)]
    private let alternatives: Set<[UInt8]>
    private var scanner = WordScanner()

    init(_ words: [SearchWord]) {
        self.words = words.map { ($0, TypoAutomaton($0.string, maximum: $0.typos)) }
        alternatives = Set(words.flatMap { $0.alternatives.flatMap { $0 } })
    }

    /// The whole text as HTML, and whether anything in it matched.
    mutating func mark(_ text: String) -> (html: String, hasMatch: Bool) {
        let found = matches(in: text)
        return (Self.html(text, found.words, 0..<text.utf8.count), found.words.contains(where: \.isMatch))
    }

    /// The part of a long text around the first match as HTML; an ellipsis stands for what is left out.
    mutating func crop(_ text: String) -> String {
        let found = matches(in: text).words
        guard found.count > Self.cropWords else { return Self.html(text, found, 0..<text.utf8.count) }
        let first = found.firstIndex(where: \.isMatch) ?? 0
        let start = max(0, min(first - Self.cropWords / 3, found.count - Self.cropWords))
        let end = start + Self.cropWords
        let from = start == 0 ? 0 : found[start].source.lowerBound
        let upTo = end == found.count ? text.utf8.count : found[end - 1].source.upperBound
        let html = Self.html(text, Array(found[start..<end]), from..<upTo)
        return (start > 0 ? "…" : "") + html + (end < found.count ? "…" : "")
    }

    /// A word of a text.
    private struct Found {
        let source: Range<Int>
        let isMatch: Bool
    }

    private mutating func matches(in text: String) -> (words: [Found], hasMatch: Bool) {
        var found: [Found] = []
        // The scanner is lent out while the words are looked at.
        var scanner = scanner
        scanner.scan(text) { word, source in
            found.append(Found(source: source, isMatch: isMatch(word)))
        }
        self.scanner = scanner
        return (found, found.contains(where: \.isMatch))
    }

    private func isMatch(_ text: [UInt8]) -> Bool {
        if alternatives.contains(text) { return true }
        let string = String(decoding: text, as: UTF8.self)
        return words.contains { word, automaton in
            if word.text == text || (word.isPrefix && text.starts(with: word.text)) { return true }
            return word.typos > 0 && automaton.typos(of: string, isPrefix: word.isPrefix) != nil
        }
    }

    /// A part of a text as HTML with marks. Marks that meet, as those of pairs of ideographs do, become one.
    private static func html(_ text: String, _ words: [Found], _ part: Range<Int>) -> String {
        let bytes = Array(text.utf8)
        var html: [UInt8] = []
        var place = part.lowerBound
        var end = part.lowerBound
        for word in words where word.isMatch {
            if word.source.lowerBound > end || end == part.lowerBound {
                close(&html, bytes, &place, end)
                escape(bytes[place..<max(place, word.source.lowerBound)], to: &html)
                html += Array("<mark>".utf8)
                place = max(place, word.source.lowerBound)
            }
            end = max(end, word.source.upperBound)
        }
        close(&html, bytes, &place, end)
        escape(bytes[place..<max(place, part.upperBound)], to: &html)
        return String(decoding: html, as: UTF8.self)
    }

    /// Ends the open mark.
    private static func close(_ html: inout [UInt8], _ bytes: [UInt8], _ place: inout Int, _ end: Int) {
        guard end > place else { return }
        escape(bytes[place..<end], to: &html)
        html += Array("</mark>".utf8)
        place = end
    }

    private static func escape(_ bytes: ArraySlice<UInt8>, to html: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"): html += Array("&lt;".utf8)
            case UInt8(ascii: ">"): html += Array("&gt;".utf8)
            case UInt8(ascii: "&"): html += Array("&amp;".utf8)
            case UInt8(ascii: "\""): html += Array("&quot;".utf8)
            case UInt8(ascii: "'"): html += Array("&#39;".utf8)
            default: html.append(byte)
            }
        }
    }
}
