import FoundationEssentials

/// A file of users and what they dealt with: a user and items on each line, separated by spaces or tabs.
struct InteractionLines {
    struct Line: Hashable {
        let user: String
        /// In the order in which they came.
        let items: [String]
    }

    let lines: [Line]

    init(_ bytes: some Sequence<UInt8>) {
        var lines: [Line] = []
        var words: [String] = []
        var word: [UInt8] = []
        func endWord() {
            guard !word.isEmpty else { return }
            words.append(String(decoding: word, as: UTF8.self))
            word.removeAll(keepingCapacity: true)
        }
        func endLine() {
            endWord()
            if let user = words.first { lines.append(Line(user: user, items: Array(words.dropFirst()))) }
            words.removeAll(keepingCapacity: true)
        }
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n"): endLine()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): endWord()
            default: word.append(byte)
            }
        }
        endLine()
        self.lines = lines
    }

    /// - Throws: ``CommandFailure``.
    init(readingFile path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.failed("\(path) cannot be read")
        }
        self.init(data)
    }
}
