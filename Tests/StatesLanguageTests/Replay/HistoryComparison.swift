import MeshCore

/// Compares a history with a recorded one, by the rules of the suite: names between angle brackets stand for any text, and
/// so do times.
struct HistoryComparison {
    let ignored: [[String]]

    /// The first place where something else came than was wanted; nil when there is none.
    func difference(_ want: JSONValue, _ got: JSONValue, _ path: String) -> String? {
        if isIgnored(path) { return nil }
        switch want {
        case .object(let members): return objectDifference(members, got, path)
        case .array(let elements):
            guard case .array(let others) = got else { return "\(path): want a list, got \(got)" }
            guard elements.count == others.count else {
                let types = others.compactMap { $0["type"]?.stringValue }
                return "\(path): \(elements.count) wanted, \(others.count) came \(types)"
            }
            for (index, (want, got)) in zip(elements, others).enumerated() {
                if let found = difference(want, got, "\(path)[\(index)]") { return found }
            }
            return nil
        case .string(let text): return textDifference(text, got, path)
        case .int, .double:
            return want.doubleValue == got.doubleValue ? nil : "\(path): \(want) != \(got)"
        case .null, .bool: return want == got ? nil : "\(path): \(want) != \(got)"
        }
    }

    private func objectDifference(_ want: JSONObject, _ got: JSONValue, _ path: String) -> String? {
        var got = got
        // Payloads are texts; the recording shows objects in them as what they are.
        if case .string(let text) = got, text.hasPrefix("{"), let value = try? JSONValue(parsing: text) { got = value }
        guard case .object(let members) = got else { return "\(path): want an object, got \(got)" }
        // The client adds the first, and says the error's words again in the second.
        for (name, value) in want
        where !["ResponseMetadata", "message"].contains(name) && !isIgnored("\(path).\(name)") {
            let actual = name.contains("<") ? members.names.first { Self.matches(name, $0) } : name
            guard let actual, let other = members[actual] else { return "\(path).\(name): missing" }
            if let found = difference(value, other, "\(path).\(name)") { return found }
        }
        let extra = members.names.filter {
            want[$0] == nil && $0.lowercased() != "message" && !isIgnored("\(path).\($0)")
        }
        return extra.isEmpty || want.names.contains { $0.contains("<") } ? nil : "\(path): extra \(extra)"
    }

    private func textDifference(_ want: String, _ got: JSONValue, _ path: String) -> String? {
        if Self.anything.contains(want) { return nil }
        let text = got.stringValue ?? "\(got)"
        return Self.matches(want, text) ? nil : "\(path): '\(want.prefix(200))' != '\(text.prefix(240))'"
    }

    private func isIgnored(_ path: String) -> Bool {
        ignored.contains { fragments in
            var rest = path[...]
            for fragment in fragments {
                guard let place = rest.firstRange(of: fragment) else { return false }
                rest = rest[place.upperBound...]
            }
            return true
        }
    }

    private static let anything: Set<String> = [
        "datetime", "timestamp", "date", "snf_role_arn", "sfn_role_arn", "RequestId", "X-Amzn-Trace-Id",
        "x-amzn-RequestId", "x-amzn-requestid", "x-amz-crc32",
    ]

    /// Whether a text is the wanted one, in which `<…>` stands for at least one character.
    static func matches(_ want: String, _ text: String) -> Bool {
        if want == text { return true }
        var pieces: [String] = [""]
        var rest = want[...]
        while let first = rest.first {
            if first == "<", let end = rest.firstIndex(of: ">"),
                !rest[rest.index(after: rest.startIndex)..<end].contains("<")
            {
                pieces.append("")
                rest = rest[rest.index(after: end)...]
            } else if let name = ["111111111111", "snf_role_arn", "sfn_role_arn"].first(where: rest.hasPrefix) {
                pieces.append("")
                rest.removeFirst(name.count)
            } else {
                pieces[pieces.count - 1].append(first)
                rest.removeFirst()
            }
        }
        return pieces.count > 1 && matches(pieces[...], text[...])
    }

    private static func matches(_ pieces: ArraySlice<String>, _ text: Substring) -> Bool {
        guard let first = pieces.first, text.hasPrefix(first) else { return false }
        let rest = text.dropFirst(first.count)
        if pieces.count == 1 { return rest.isEmpty }
        let next = pieces.dropFirst()
        var place = rest.startIndex
        while place < rest.endIndex {
            place = rest.index(after: place)
            if matches(next, rest[place...]) { return true }
        }
        return false
    }
}
