/// An operator of a Choice rule, without the ending `Path`.
enum ChoiceOperator: Hashable, Sendable {
    /// What a comparison takes the values for.
    enum Kind: String, CaseIterable, Hashable, Sendable {
        case string = "String"
        case numeric = "Numeric"
        case boolean = "Boolean"
        case timestamp = "Timestamp"
    }

    /// How the variable must stand to the value.
    enum Relation: String, CaseIterable, Hashable, Sendable {
        case equals = "Equals"
        case lessThan = "LessThan"
        case greaterThan = "GreaterThan"
        case lessThanEquals = "LessThanEquals"
        case greaterThanEquals = "GreaterThanEquals"
    }

    /// What a variable may be.
    enum Nature: String, CaseIterable, Hashable, Sendable {
        case null = "IsNull"
        case present = "IsPresent"
        case numeric = "IsNumeric"
        case string = "IsString"
        case boolean = "IsBoolean"
        case timestamp = "IsTimestamp"
    }

    case comparison(Kind, Relation)
    /// `StringMatches`
    case matches
    case nature(Nature)

    /// Reads the name of a field; nil when it is no operator. `takesPath` says whether it ended in `Path`.
    static func named(_ name: String) -> (operation: ChoiceOperator, takesPath: Bool)? {
        if name == "StringMatches" { return (.matches, false) }
        if let nature = Nature(rawValue: name) { return (.nature(nature), false) }
        guard let kind = Kind.allCases.first(where: { name.hasPrefix($0.rawValue) }) else { return nil }
        var rest = name.dropFirst(kind.rawValue.count)
        let takesPath = rest.hasSuffix("Path")
        if takesPath { rest = rest.dropLast(4) }
        guard let relation = Relation(rawValue: String(rest)), kind != .boolean || relation == .equals else {
            return nil
        }
        return (.comparison(kind, relation), takesPath)
    }
}
