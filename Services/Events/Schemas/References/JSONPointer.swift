import MeshCore

/// A way into a JSON value (RFC 6901).
struct JSONPointer: Hashable, Sendable {
    var tokens: [String]

    init(_ tokens: [String] = []) {
        self.tokens = tokens
    }

    /// Reads the text of a pointer; nil when it is none.
    init?(_ text: String) {
        guard !text.isEmpty else {
            tokens = []
            return
        }
        guard text.utf8.first == UInt8(ascii: "/"), JSONPointerFormat.isPointer(text.utf8) else { return nil }
        tokens = text.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            Self.unescaped(Substring($0))
        }
    }

    /// The text, with each token behind a slash.
    var text: String {
        tokens.reduce(into: "") { $0 += "/" + Self.escaped($1) }
    }

    func appending(_ token: String) -> JSONPointer {
        JSONPointer(tokens + [token])
    }

    static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
        return token.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func unescaped(_ token: Substring) -> String {
        guard token.utf8.contains(UInt8(ascii: "~")) else { return String(token) }
        var text = ""
        var isEscape = false
        for scalar in token.unicodeScalars {
            if isEscape {
                text += scalar == "0" ? "~" : "/"
                isEscape = false
            } else if scalar == "~" {
                isEscape = true
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// The value at one step from another: of an object the member, of an array the element.
    static func step(_ token: String, from value: JSONValue) -> JSONValue? {
        switch value {
        case .object(let object):
            return object[exactly: token]
        case .array(let elements):
            guard let position = index(token), elements.indices.contains(position) else { return nil }
            return elements[position]
        case .null, .bool, .int, .double, .string:
            return nil
        }
    }

    private static func index(_ token: String) -> Int? {
        guard token == "0" || token.first != "0", token.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(token)
    }
}
