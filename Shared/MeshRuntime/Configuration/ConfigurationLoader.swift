import Configuration
import MeshCore

/// Reads a configuration: flags over environment over file over defaults, with every fault found before the service
/// starts.
package struct ConfigurationLoader: Sendable {
    /// What the arguments ask for.
    package enum Outcome: Sendable {
        case values(ConfigurationValues)
        /// Print this and stop: help or the version.
        case text(String)
    }

    private let service: String
    private let summary: String
    private let version: String
    private let keys: [any AnyConfigurationKey]
    private let sections: [String: String]

    /// Takes what there is to configure.
    ///
    /// - Parameters:
    ///   - configuration: The service's own keys and sections.
    ///   - version: What `--version` prints.
    package init<Configuration: MeshConfiguration>(_ configuration: Configuration.Type, version: String) {
        self.init(
            service: Configuration.service, summary: Configuration.summary, version: version,
            keys: CommonConfiguration.keys + Configuration.keys, sections: Configuration.sections)
    }

    init(service: String, summary: String, version: String, keys: [any AnyConfigurationKey], sections: [String: String])
    {
        self.service = service
        self.summary = summary
        self.version = version
        self.keys = keys
        self.sections = sections
    }

    /// Reads and checks everything.
    ///
    /// - Parameters:
    ///   - arguments: With the program's name first.
    ///   - environment: The process's environment; a key `http.port` is read from `HTTP_PORT`.
    /// - Throws: ``ConfigurationError`` with all faults.
    package func load(arguments: [String], environment: [String: String]) throws(ConfigurationError) -> Outcome {
        let flags = Array(arguments.dropFirst())
        if flags.contains("--help") || flags.contains("-h") { return .text(help) }
        if flags.contains("--version") { return .text("\(service) \(version)\n") }
        var faults = unknownFlags(flags)
        var file = ConfigurationFile.empty
        if let path = path(in: flags) {
            file = try ConfigurationFile(path: path, sections: Set(sections.keys))
            faults += unknownNames(file.texts.keys.sorted(), in: path)
        }
        guard faults.isEmpty else { throw ConfigurationError(faults) }
        return .values(try values(arguments: arguments, environment: environment, file: file))
    }

    // MARK: Values

    private func values(
        arguments: [String], environment: [String: String], file: ConfigurationFile
    ) throws(ConfigurationError) -> ConfigurationValues {
        let reader = ConfigReader(providers: [
            CommandLineArgumentsProvider(arguments: arguments),
            EnvironmentVariablesProvider(environmentVariables: withAliases(environment)),
            InMemoryProvider(
                name: "file",
                values: Dictionary(
                    uniqueKeysWithValues: file.texts.map { name, text in
                        (AbsoluteConfigKey(ConfigKey(name)), ConfigValue(.stringArray([text]), isSecret: false))
                    })),
        ])
        var texts: [String: String] = [:]
        var faults: [String] = []
        for key in keys {
            // Read as a list and put together again: a provider splits what it finds at commas.
            guard let parts = reader.stringArray(forKey: ConfigKey(key.name)) else { continue }
            let text = parts.joined(separator: ",")
            if key.takes(text) {
                texts[key.name] = text
            } else {
                faults.append("\(key.name): \(key.form) is expected, not \u{201C}\(text.prefix(80))\u{201D}")
            }
        }
        guard faults.isEmpty else { throw ConfigurationError(faults) }
        return ConfigurationValues(texts: texts, sections: file.sections)
    }

    /// The supervisor's socket has a name of its own in the environment, which every tool of the mesh knows.
    private func withAliases(_ environment: [String: String]) -> [String: String] {
        var environment = environment
        if environment["CONTROL_SOCKET"] == nil, let path = environment["ORRERY_CONTROL"] {
            environment["CONTROL_SOCKET"] = path
        }
        return environment
    }

    // MARK: Names

    private func path(in flags: [String]) -> String? {
        for (index, flag) in flags.enumerated() {
            if flag.hasPrefix("--config=") { return String(flag.dropFirst(9)) }
            if flag == "--config", index + 1 < flags.count { return flags[index + 1] }
        }
        return nil
    }

    private func unknownFlags(_ flags: [String]) -> [String] {
        let known = keys.map { Self.flag($0.name) } + ["--config", "--help", "--version"]
        var faults: [String] = []
        var hasFlag = false
        for argument in flags {
            guard argument.hasPrefix("-"), Int(argument) == nil else {
                if !hasFlag { faults.append("\(argument): a flag is expected first (--help lists them)") }
                continue
            }
            hasFlag = true
            let name = String(argument.prefix { $0 != "=" })
            if !known.contains(name) {
                faults.append("\(name): there is no such flag" + Suggestion.words(for: name, among: known))
            }
        }
        return faults
    }

    private func unknownNames(_ names: [String], in path: String) -> [String] {
        let known = keys.map(\.name)
        return names.filter { !known.contains($0) }.map { name in
            "\(path): \(name): there is no such key" + Suggestion.words(for: name, among: known + sections.keys)
        }
    }

    /// The flag of a key: `search.maxLimit` is `--search-max-limit`.
    static func flag(_ name: String) -> String {
        "--" + words(name).joined(separator: "-")
    }

    /// The environment variable of a key: `search.maxLimit` is `SEARCH_MAX_LIMIT`.
    static func variable(_ name: String) -> String {
        words(name).map { $0.uppercased() }.joined(separator: "_")
    }

    private static func words(_ name: String) -> [String] {
        name.split(separator: ".").flatMap { component in
            component.reduce(into: [""]) { words, character in
                if character.isUppercase, !(words.last ?? "").isEmpty { words.append("") }
                words[words.count - 1] += character.lowercased()
            }
        }
    }

    // MARK: Help

    /// Every key with its flag, its default, its form and its meaning.
    var help: String {
        var text = "\(summary)\n\nUsage: \(service) [--config FILE] [--KEY VALUE …]\n\n"
        text += "Flags stand over environment variables, those over the file (YAML), that over defaults.\n\n"
        for key in keys {
            text += "  \(Self.flag(key.name))  (\(Self.variable(key.name)); in the file \(key.name))\n"
            text += "      \(key.meaning)\n      \(key.form)"
            text += key.standardText.map { "; default \($0)\n" } ?? "; no default\n"
        }
        for (name, meaning) in sections.sorted(by: { $0.key < $1.key }) {
            text += "  \(name):  (in the file only)\n      \(meaning)\n"
        }
        text += "  --config FILE\n      A YAML file of the keys above.\n"
        text += "  --help, --version\n      Print this, or the version, and stop.\n"
        return text
    }
}
