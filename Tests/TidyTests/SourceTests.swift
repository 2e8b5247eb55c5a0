import Testing

@Suite("Every file can be shown as a model")
struct SourceTests {
    @Test("A file stays under 300 lines of code, a function under 70", arguments: Repository.swiftFiles)
    func sizes(of file: SourceFile) {
        #expect(file.code.count <= 300, "\(file.path) has \(file.code.count) lines of code")
        for function in file.functions(longerThan: 70) {
            Issue.record("\(file.path):\(function.line) is a function of \(function.length) lines")
        }
    }

    @Test("No drawer is named Utils, Helpers, Common, Manager or Base")
    func drawers() {
        let drawers = ["Utils", "Helper", "Helpers", "Common", "Manager", "Base"]
        for file in Repository.swiftFiles {
            let name = file.name.dropLast(".swift".count)
            #expect(!drawers.contains { name.hasSuffix($0) }, "\(file.path)")
        }
    }

    @Test("Visibility is `package` or narrower")
    func visibility() {
        for file in Repository.shippedFiles {
            for (number, line) in file.code where line.split(separator: " ").prefix(2).contains("public") {
                // A witness of a public protocol of a dependency must itself be declared so in a few places.
                #expect(Self.isExcused(at: number, in: file), "\(file.path):\(number) is public")
            }
        }
    }

    @Test("An escape from the type system or from strict concurrency has a comment that proves it safe")
    func escapes() {
        let escapes = [
            "@unchecked Sendable", "nonisolated(unsafe)", "try!", "as!", "try?", "fatalError(", "Task {",
            "Task.detached",
        ]
        for file in Repository.shippedFiles {
            for (number, line) in file.code {
                for escape in escapes where Self.uses(escape, in: line) {
                    #expect(
                        Self.isExcused(at: number, in: file), "\(file.path):\(number) has \(escape) without its reason")
                }
            }
        }
    }

    @Test("Nothing is left unfinished")
    func unfinished() {
        // Written in halves so that this list does not find itself.
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "not impl" + "emented"]
        for file in Repository.swiftFiles {
            for (number, line) in zip(1..., file.lines) {
                for word in words where line.contains(word) {
                    Issue.record("\(file.path):\(number) says \(word)")
                }
            }
        }
    }

    @Test("A declaration of the package's API is documented")
    func documentation() {
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "func"]
        for file in Repository.shippedFiles where file.path.hasPrefix("Shared/") {
            for (number, line) in file.code {
                let words = line.split(separator: " ")
                guard words.first == "package", let kind = words.prefix(4).first(where: kinds.contains),
                    !words.contains("override")
                else { continue }
                // Types are documented always; a function where it is not the witness of a documented requirement.
                guard kind != "func" else { continue }
                #expect(Self.hasDocumentation(at: number, in: file), "\(file.path):\(number) is undocumented")
            }
        }
    }

    @Test("A test waits for a condition, never for a time")
    func sleeps() {
        // A benchmark keeps a pace, which is a time.
        for file in Repository.swiftFiles
        where file.path.hasPrefix("Tests/") && !file.path.hasPrefix("Tests/Benchmarks/") {
            for (number, line) in file.code where line.contains("Task" + ".sleep") || line.contains("us" + "leep(") {
                Issue.record("\(file.path):\(number) sleeps")
            }
        }
    }

    private static func uses(_ escape: String, in line: Substring) -> Bool {
        guard let range = line.firstRange(of: escape) else { return false }
        let before = line[..<range.lowerBound]
        // In a string, or as the end of a longer word (`withTask {`), it is not the escape.
        return !before.contains("\"") && !(before.last?.isLetter ?? false)
    }

    /// Whether the line, or one of the eight before it, carries a comment.
    private static func isExcused(at number: Int, in file: SourceFile) -> Bool {
        file.lines[max(0, number - 9)..<number].contains { $0.contains("//") }
    }

    private static func hasDocumentation(at number: Int, in file: SourceFile) -> Bool {
        for line in file.lines[..<(number - 1)].reversed() {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("///") { return true }
            guard text.hasPrefix("@") else { return false }
        }
        return false
    }
}
