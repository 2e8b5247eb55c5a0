/// The functions that every expression can call, by their names.
enum Library {
    static let standard = table(
        numeric + aggregation + text + matching + encoding + logic + arrays + objects + higherOrder + time + formatting)
    /// With those that the States Language adds.
    static let statesLanguage = standard.merging(table(states)) { _, added in added }

    static func functions(of dialect: JSONataDialect) -> [String: Builtin] {
        switch dialect {
        case .standard: standard
        case .statesLanguage: statesLanguage
        }
    }

    private static func table(_ functions: [Builtin]) -> [String: Builtin] {
        Dictionary(uniqueKeysWithValues: functions.map { ($0.name, $0) })
    }
}
