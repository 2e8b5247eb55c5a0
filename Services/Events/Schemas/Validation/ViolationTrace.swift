/// The ways on which a validation is, and what it has found wrong.
struct ViolationTrace {
    var instance: [PathStep] = []
    var keywords: [PathStep] = []
    var violations: [SchemaViolation] = []
    /// How many there are, those in causes too.
    var count = 0
    let limit: Int
    var isCut = false

    init(limit: Int) {
        self.limit = limit
    }

    /// Notes what is wrong at the present place.
    ///
    /// - Parameter node: The absolute location of the schema.
    mutating func add(_ keyword: String?, node: String, _ message: String, causes: [SchemaViolation] = []) {
        guard count < limit else {
            isCut = true
            return
        }
        count += 1 + causes.count
        let suffix = keyword.map { "/" + JSONPointer.escaped($0) } ?? ""
        violations.append(
            SchemaViolation(
                instanceLocation: instance.map(\.text).joined(),
                keywordLocation: keywords.map(\.text).joined() + suffix, absoluteKeywordLocation: node + suffix,
                message: message, causes: causes))
    }
}
