import HTTPTypes
import MeshCore

extension ConditionalRequest {
    /// Reads the preconditions that a rule honours.
    ///
    /// - Throws: A 400 problem when a field is malformed.
    init(_ headers: HTTPFields, rule: ConditionalRule) throws(Problem) {
        switch rule {
        case .none:
            self = .none
        case .read:
            self.init(ifMatch: nil, ifNoneMatch: try Self.tags(headers, .ifNoneMatch), demandsMatch: false)
        case .write:
            self.init(
                ifMatch: try Self.tags(headers, .ifMatch), ifNoneMatch: try Self.tags(headers, .ifNoneMatch),
                demandsMatch: false)
        case .requiredWrite:
            self.init(
                ifMatch: try Self.tags(headers, .ifMatch), ifNoneMatch: try Self.tags(headers, .ifNoneMatch),
                demandsMatch: true)
        }
    }

    private static func tags(_ headers: HTTPFields, _ name: HTTPField.Name) throws(Problem) -> Tags? {
        guard let text = headers[name] else { return nil }
        guard let tags = parse(text) else {
            throw .validation([
                FieldError(
                    field: name.rawName, code: "malformed",
                    message: "A list of entity tags in double quotes, or * is expected.")
            ])
        }
        return tags
    }

    /// Parses `*` or a list of entity tags (RFC 9110, section 8.8.3); nil when it is neither.
    static func parse(_ text: String) -> Tags? {
        var rest = Substring(text).drop { $0 == " " }
        if rest == "*" { return .any }
        var tags: [(opaque: String, isWeak: Bool)] = []
        while !rest.isEmpty {
            let isWeak = rest.hasPrefix("W/")
            if isWeak { rest = rest.dropFirst(2) }
            guard rest.first == "\"" else { return nil }
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: "\"") else { return nil }
            let opaque = rest[..<end]
            guard
                opaque.unicodeScalars.allSatisfy({
                    $0.value == 0x21 || (0x23...0x7E).contains($0.value) || $0.value >= 0x80
                })
            else { return nil }
            tags.append((String(opaque), isWeak))
            rest = rest[rest.index(after: end)...].drop { $0 == " " || $0 == "\t" }
            guard rest.isEmpty || rest.first == "," else { return nil }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" || $0 == "," }
        }
        return tags.isEmpty ? nil : .list(tags)
    }
}
