package import MeshCore

/// The values of a configuration after every name and value was checked.
package struct ConfigurationValues: Sendable {
    private let texts: [String: String]
    private let sections: [String: JSONValue]

    /// Takes checked values; ``ConfigurationLoader`` makes them from flags, environment and file.
    ///
    /// - Parameters:
    ///   - texts: The values that were given, by the names of their keys.
    ///   - sections: The parts of the file that are left to the service, by their names.
    package init(texts: [String: String] = [:], sections: [String: JSONValue] = [:]) {
        self.texts = texts
        self.sections = sections
    }

    /// The value of a key: what was given, or its default.
    package subscript<Value>(_ key: ConfigurationKey<Value>) -> Value {
        guard let text = texts[key.name] else { return key.standard }
        guard let value = key.read(text) else {
            preconditionFailure("The value of \(key.name) was not checked")
        }
        return value
    }

    /// Whether a value was given for a key.
    package func isGiven(_ key: some AnyConfigurationKey) -> Bool { texts[key.name] != nil }

    /// A part of the file that is left to the service (`routes` of a gateway); nil when the file has none.
    package func section(_ name: String) -> JSONValue? { sections[name] }
}
