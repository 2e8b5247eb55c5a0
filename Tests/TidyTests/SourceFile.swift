import Testing

/// One Swift file, and what a reader of its text can tell.
struct SourceFile: Sendable, CustomTestStringConvertible {
    let path: String
    let lines: [Substring]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var testDescription: String { path }
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var isTest: Bool { path.hasPrefix("Tests/") || path.hasPrefix("Shared/MeshTestKit/") }

    /// The lines that are neither blank nor a comment, with their numbers from 1.
    var code: [(number: Int, text: Substring)] {
        zip(1..., lines).filter { _, line in
            let text = line.drop { $0 == " " }
            return !text.isEmpty && !text.hasPrefix("//")
        }
    }

    /// The modules that it imports.
    var imports: [String] {
        code.compactMap { _, line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), keyword <= 2, keyword + 1 < words.count,
                words[..<keyword].allSatisfy({ $0 == "package" || $0 == "internal" || $0.hasPrefix("@") })
            else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"]
            let target = kinds.contains(words[keyword + 1]) ? words.last : words[keyword + 1]
            return target?.split(separator: ".").first.map(String.init)
        }
    }

    /// The functions and initializers that are longer than `limit` lines of code, by the line where each begins.
    func functions(longerThan limit: Int) -> [(line: Int, length: Int)] {
        var found: [(line: Int, length: Int)] = []
        var open: (line: Int, indent: Int, count: Int)?
        for (number, line) in code {
            let indent = line.prefix { $0 == " " }.count
            if let current = open {
                open?.count += 1
                if indent == current.indent, line.dropFirst(indent).hasPrefix("}") {
                    if current.count > limit { found.append((current.line, current.count)) }
                    open = nil
                }
            } else if line.hasSuffix("{"), Self.opensFunction(line) {
                open = (number, indent, 0)
            }
        }
        return found
    }

    private static func opensFunction(_ line: Substring) -> Bool {
        let words = line.split { " (<".contains($0) }
        return words.contains("func") || words.contains { $0 == "init" || $0 == "init?" }
    }
}
