import MeshCore

/// Takes out of a row what is a person's.
struct RowScrubber {
    private let rules: ScrubbingRules
    private let finder: PersonalText
    /// What was done, when somebody asks.
    private(set) var steps: [RuleStep] = []

    init(_ rules: ScrubbingRules) {
        self.rules = rules
        finder = PersonalText(rules: rules)
    }

    mutating func scrub(_ row: inout ProcessedRow) {
        for column in RowColumn.scrubbed {
            guard let text = row.text(column) else { continue }
            if let scrubbed = clean(text, at: column.name) { row.set(column, scrubbed) }
        }
        if let query = row.text(.query), let clean = self.query(query) { row.set(.query, clean) }
        row.properties = object(row.properties, at: "properties")
        row.traits = object(row.traits, at: "traits")
    }

    private mutating func clean(_ text: String, at field: String) -> String? {
        // A path's or a title's escapes hide an at sign, and nothing else that matters here.
        let isEscaped = text.utf8.contains(UInt8(ascii: "%"))
        let readable = isEscaped ? text.replacing("%40", with: "@") : text
        guard let finding = finder.scrubbed(readable) else { return nil }
        note(finding.kinds, at: field)
        return finding.text
    }

    /// A query with the values of keys and what is found in others replaced; nil when nothing was.
    private mutating func query(_ query: String) -> String? {
        var isChanged = false
        let parts = query.split(separator: "&", omittingEmptySubsequences: false).map { part -> String in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let name = PercentEncoding.decode(sides[0], plus: .isSpace),
                let value = PercentEncoding.decode(sides[1], plus: .isSpace)
            else { return String(part) }
            let field = "query.\(name)"
            if rules.keys.contains(name.lowercased()) {
                note(["keys"], at: field)
            } else if let finding = finder.scrubbed(value) {
                note(finding.kinds, at: field)
                isChanged = true
                return "\(sides[0])=\(PercentEncoding.encode(finding.text))"
            } else {
                return String(part)
            }
            isChanged = true
            return "\(sides[0])=\(PercentEncoding.encode(rules.replacement))"
        }
        return isChanged ? parts.joined(separator: "&") : nil
    }

    private mutating func object(_ object: JSONObject, at field: String) -> JSONObject {
        var result = JSONObject()
        for (name, value) in object {
            let place = "\(field).\(name)"
            if rules.keys.contains(name.lowercased()) {
                note(["keys"], at: place)
                result[name] = .string(rules.replacement)
            } else {
                result[name] = self.value(value, at: place)
            }
        }
        return result
    }

    private mutating func value(_ value: JSONValue, at field: String) -> JSONValue {
        switch value {
        case .null, .bool, .double: return value
        case .int(let number):
            guard rules.card, PersonalText.isCard(Array(String(number).utf8)) else { return value }
            note(["card"], at: field)
            return .string(rules.replacement)
        case .string(let text):
            guard let finding = finder.scrubbed(text) else { return value }
            note(finding.kinds, at: field)
            return .string(finding.text)
        case .array(let elements):
            var result: [JSONValue] = []
            for (place, element) in elements.enumerated() {
                result.append(self.value(element, at: "\(field)[\(place)]"))
            }
            return .array(result)
        case .object(let members): return .object(object(members, at: field))
        }
    }

    private mutating func note(_ kinds: [String], at field: String) {
        for kind in kinds { steps.append(RuleStep(rule: "scrubbing.\(kind)", field: field, effect: "replaced")) }
    }
}
