package import MeshCore

/// What means the same to a search. Words and phrases of up to four words; case and accents do not matter.
package struct Synonyms: Codable, Sendable, Equatable {
    /// Whoever types the phrase also means others, but not the other way round.
    package struct OneWay: Codable, Sendable, Equatable {
        package var phrase: String
        package var meanings: [String]

        package init(phrase: String, meanings: [String]) {
            self.phrase = phrase
            self.meanings = meanings
        }
    }

    /// Groups of phrases each of which means each other one of its group.
    package var mutual: [[String]]
    package var oneWay: [OneWay]

    package init(mutual: [[String]] = [], oneWay: [OneWay] = []) {
        self.mutual = mutual
        self.oneWay = oneWay
    }

    /// Reads synonyms from JSON that fits the schema; nil when it does not.
    package init?(_ json: JSONValue) {
        guard let groups = json["mutual"]?.arrayValue, let rules = json["oneWay"]?.arrayValue else { return nil }
        mutual = groups.map { $0.arrayValue?.compactMap(\.stringValue) ?? [] }
        oneWay = rules.compactMap { rule in
            rule["phrase"]?.stringValue.map {
                OneWay(phrase: $0, meanings: rule["meanings"]?.arrayValue?.compactMap(\.stringValue) ?? [])
            }
        }
    }

    /// The synonyms as JSON with their members in their order.
    package var json: JSONValue {
        let list = { (texts: [String]) in JSONValue.array(texts.map { .string($0) }) }
        return [
            "mutual": .array(mutual.map(list)),
            "oneWay": .array(oneWay.map { ["phrase": .string($0.phrase), "meanings": list($0.meanings)] }),
        ]
    }
}

extension Synonyms: Described {
    private static let phrase = JSONSchema.string(1...200)

    package static let schema = JSONSchema.object(
        "Synonyms", description: "What means the same to a search.",
        [
            .required(
                "mutual",
                .array(
                    of: .array(of: phrase, count: 2...16), count: 0...1000,
                    description: "Groups of phrases each of which means each other one of its group.")),
            .required(
                "oneWay",
                .array(
                    of: .object([
                        .required("phrase", phrase), .required("meanings", .array(of: phrase, count: 1...16)),
                    ]), count: 0...1000, description: "Whoever types the phrase also means the others.")),
        ])
}
