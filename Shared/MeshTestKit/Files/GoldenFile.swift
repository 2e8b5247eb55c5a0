package import Foundation

/// JSON that is kept in the repository, so that a change of what goes over the wire shows in the diff.
///
/// The files stand in `Tests/ContractTests/Golden`, pretty-printed with sorted members. With `ORRERY_RECORD=1` in the environment
/// they are written instead of compared.
package struct GoldenFile: Sendable {
    private let url: URL

    /// - Parameters:
    ///   - name: The path below the folder, without its suffix (`identity/Account`).
    ///   - test: A file of the tests, from which the folder is found.
    package init(_ name: String, test: String = #filePath) {
        let tests = test.components(separatedBy: "/Tests/").dropLast().joined(separator: "/Tests/")
        url = URL(filePath: "\(tests)/Tests/ContractTests/Golden/\(name).json")
    }

    /// Compares a value's JSON with the file.
    ///
    /// - Returns: nil when they are the same; else both, for the test's message.
    /// - Throws: When the value cannot be encoded, or the file cannot be written.
    package func difference(from value: some Encodable) throws -> String? {
        try difference(fromJSON: try JSONEncoder().encode(value))
    }

    /// Compares a JSON text with the file.
    ///
    /// - Returns: nil when they are the same; else the first line that differs, for the test's message.
    /// - Throws: When the text is no JSON, or the file cannot be written.
    package func difference(fromJSON json: Data) throws -> String? {
        let object = try JSONSerialization.jsonObject(with: json, options: [.fragmentsAllowed])
        let pretty = try JSONSerialization.data(
            withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed])
        let text = String(decoding: pretty, as: UTF8.self) + "\n"
        if ProcessInfo.processInfo.environment["ORRERY_RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
            return nil
        }
        guard let stored = FileManager.default.contents(atPath: url.path(percentEncoded: false)) else {
            return "\(url.lastPathComponent) is missing: record it with ORRERY_RECORD=1"
        }
        return Self.firstDifference(String(decoding: stored, as: UTF8.self), text)
    }

    private static func firstDifference(_ stored: String, _ found: String) -> String? {
        guard stored != found else { return nil }
        let (left, right) = (stored.split(separator: "\n"), found.split(separator: "\n"))
        let line =
            zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(left.count, right.count)
        let shown = { (lines: [Substring]) in line < lines.count ? String(lines[line]) : "nothing" }
        return "line \(line + 1) is \(shown(right)), and was \(shown(left)); record the change with ORRERY_RECORD=1"
    }
}
