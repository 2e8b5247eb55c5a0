/// The fields of an ARN of Step Functions, split but not yet understood.
struct ARNFields: Sendable {
    let home: ARNHome
    /// What the resource is: `stateMachine`, `execution` …
    let type: String
    /// What stands behind the type, at the colons.
    let parts: [String]
    private let text: String

    /// Splits an ARN, and makes sure that it is of one of some types.
    ///
    /// - Throws: ``NameError/invalidARN(_:)`` with AWS's words: for what is no ARN, for another type, for an empty
    ///   field.
    init(_ text: String, types: Set<String>) throws(NameError) {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard fields.count > 1, fields[0] == "arn" else { throw .invalidARN("Invalid ARN prefix: \(text)") }
        guard fields.count >= 7, fields[1].hasPrefix("aws"), fields[2] == "states", !fields[3].isEmpty,
            fields[4].utf8.count == 12,
            fields[4].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw .invalidARN(text) }
        guard types.contains(fields[5]) else {
            throw .invalidARN("Resource type not valid in this context: \(fields[5])")
        }
        self.text = text
        home = ARNHome(partition: fields[1], region: fields[3], account: fields[4])
        type = fields[5]
        parts = Array(fields[6...])
    }

    /// A name in the ARN.
    func name(_ position: Int) throws(NameError) -> StatesName {
        do {
            return try StatesName(parts[position])
        } catch {
            throw invalid
        }
    }

    /// A name with the label of a map behind a slash, where there is one.
    func labelledName(_ position: Int) throws(NameError) -> (name: StatesName, label: String?) {
        let halves = parts[position].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard halves.count <= 2, halves.allSatisfy({ !$0.isEmpty }) else { throw invalid }
        do {
            return (try StatesName(halves[0]), halves.count == 2 ? halves[1] : nil)
        } catch {
            throw invalid
        }
    }

    /// The refusal of the whole text.
    var invalid: NameError { .invalidARN(text) }
}
