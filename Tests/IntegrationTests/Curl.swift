import Foundation

/// Requests by curl, the client that everybody has.
struct Curl: Sendable {
    enum Version: String, CaseIterable, Sendable {
        case http1 = "--http1.1"
        case http2 = "--http2-prior-knowledge"
    }

    struct Reply: Sendable {
        let status: Int
        let version: String
        let headers: [String: String]
        let body: String

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(body.utf8))
        }
    }

    let version: Version
    let base: String
    var token: String?

    /// Sends a request and returns the answer.
    ///
    /// - Throws: `MeshFailure` when curl had no answer.
    func send(
        _ method: String, _ path: String, json: String? = nil, headers: [String] = [], token: String? = nil
    ) async throws -> Reply {
        var arguments = ["-sS", "-i", "--max-time", "60", version.rawValue, "-X", method, "\(base)\(path)"]
        if let json { arguments += ["--data-binary", json] }
        let hasType = headers.contains { $0.lowercased().hasPrefix("content-type:") }
        if json != nil, !hasType { arguments += ["-H", "content-type: application/json"] }
        for header in headers { arguments += ["-H", header] }
        if let token = token ?? self.token { arguments += ["-H", "authorization: Bearer \(token)"] }
        let result = try await Tool(executable: "curl").run(arguments)
        guard result.exitCode == 0 else {
            throw MeshFailure(words: "curl \(method) \(path) exited with \(result.exitCode): \(result.errors)")
        }
        return try Self.parse(result.output)
    }

    private static func parse(_ text: String) throws -> Reply {
        var rest = text[...]
        while true {
            guard let end = rest.firstRange(of: "\r\n\r\n") else { throw MeshFailure(words: "no head in \(text)") }
            let lines = rest[..<end.lowerBound].components(separatedBy: "\r\n")
            let words = lines[0].split(separator: " ")
            guard words.count >= 2, let status = Int(words[1]) else { throw MeshFailure(words: "bad head \(lines[0])") }
            rest = rest[end.upperBound...]
            if (100..<200).contains(status) { continue }
            let pairs = lines.dropFirst().compactMap { line -> (String, String)? in
                guard let colon = line.firstIndex(of: ":") else { return nil }
                let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                return (line[..<colon].lowercased(), value)
            }
            return Reply(
                status: status, version: String(words[0]), headers: Dictionary(pairs) { first, _ in first },
                body: String(rest))
        }
    }
}
