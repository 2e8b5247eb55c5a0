import MeshCore

/// What a ``JSONataError`` tells.
final class JSONataErrorDetails: Sendable {
    let code: String
    let position: Int?
    let token: JSONValue?
    let value: JSONValue?
    /// What else is put into the words, by the names that the templates use.
    let inserts: [String: JSONValue]

    init(code: String, position: Int?, token: JSONValue?, value: JSONValue?, inserts: [String: JSONValue]) {
        self.code = code
        self.position = position
        self.token = token
        self.value = value
        self.inserts = inserts
    }

    /// The words of the code, with the values put in: as JSON between two braces, as they are between three.
    var message: String {
        var rest = Substring(JSONataErrorTemplates.byCode[code] ?? "")
        var text = ""
        while let opening = rest.firstRange(of: "{{") {
            text += rest[..<opening.lowerBound]
            rest = rest[opening.upperBound...]
            let isPlain = rest.first == "{"
            guard let closing = rest.firstRange(of: isPlain ? "}}}" : "}}") else { break }
            let name = rest[..<closing.lowerBound].drop { $0 == "{" }
            let insert = insert(String(name))
            text += isPlain ? insert?.stringValue ?? "undefined" : insert?.description ?? "undefined"
            rest = rest[closing.upperBound...]
        }
        return text + rest
    }

    private func insert(_ name: String) -> JSONValue? {
        switch name {
        case "token": token
        case "value": value
        default: inserts[name]
        }
    }
}

extension JSONataErrorDetails: Hashable {
    static func == (left: JSONataErrorDetails, right: JSONataErrorDetails) -> Bool {
        left.code == right.code && left.position == right.position && left.token == right.token
            && left.value == right.value && left.inserts == right.inserts
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(position)
        hasher.combine(token)
    }
}
