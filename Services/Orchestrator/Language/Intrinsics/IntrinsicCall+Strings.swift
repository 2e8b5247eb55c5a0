import MeshCore

extension IntrinsicCall {
    /// How long the input of `States.Hash` and of the Base64 functions may be, in characters.
    static let maximumTextLength = 10_000

    /// `States.Format`: a template with `{}` for each further argument.
    func format(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard case .string(let template)? = values.first else { throw refusal }
        let pieces: [EscapedText.Piece] =
            if case .text(let text)? = arguments.first {
                text.pieces
            } else {
                EscapedText(data: template).pieces
            }
        let texts = try Self.texts(between: pieces)
        guard texts.count == values.count else {
            throw IntrinsicRefusal(
                reason: "\(refusal.reason): number of arguments do not match the occurrences of {}.")
        }
        return .string(zip(texts, values.dropFirst().map(StatesText.java) + [""]).map { $0 + $1 }.joined())
    }

    /// The texts before, between and behind the places of a template.
    private static func texts(between pieces: [EscapedText.Piece]) throws(IntrinsicRefusal) -> [String] {
        var texts = [String.UnicodeScalarView()]
        var index = 0
        while index < pieces.count {
            switch pieces[index] {
            case .plain("{"):
                guard index + 1 < pieces.count, pieces[index + 1] == .plain("}") else {
                    throw IntrinsicRefusal(reason: "Invalid template in States.Format: matching '}' not found for '{'.")
                }
                texts.append(String.UnicodeScalarView())
                index += 1
            case .plain("}"):
                throw IntrinsicRefusal(reason: "Invalid template in States.Format: matching '{' not found for '}'.")
            case .plain(let scalar), .escaped(let scalar):
                texts[texts.count - 1].append(scalar)
            }
            index += 1
        }
        return texts.map { String($0) }
    }

    /// `States.StringSplit`: the parts between any of the delimiter's characters, without the empty ones.
    func split(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 2, case .string(let text) = values[0], case .string(let delimiter) = values[1] else {
            throw refusal
        }
        let signs = Set(delimiter.unicodeScalars)
        let parts = text.unicodeScalars.split { signs.contains($0) }
        return .array(parts.map { .string(String($0)) })
    }

    /// `States.StringToJson`; an empty text is null.
    func parsed(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 1, case .string(let text) = values[0] else { throw refusal }
        guard text.utf8.contains(where: { $0 > 0x20 }) else { return .null }
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw IntrinsicRefusal(
                reason: "Cannot convert String to Json in States.StringToJson, caused by: \(error.description)")
        }
    }

    /// `States.JsonToString`
    func printed(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        guard values.count == 1 else {
            throw IntrinsicRefusal(reason: "\(refusal.reason): only a single argument is allowed.")
        }
        return .string(StatesText.json(values[0]))
    }

    /// `States.Base64Encode`
    func encoded(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        .string(Base64Text.encode(Array(try text(values).utf8)))
    }

    /// `States.Base64Decode`
    func decoded(_ values: [JSONValue]) throws(IntrinsicRefusal) -> JSONValue {
        .string(String(decoding: Base64Text.decode(try text(values)), as: UTF8.self))
    }

    private func text(_ values: [JSONValue]) throws(IntrinsicRefusal) -> String {
        guard values.count == 1, case .string(let text) = values[0],
            text.utf16.count <= Self.maximumTextLength
        else { throw refusal }
        return text
    }
}
