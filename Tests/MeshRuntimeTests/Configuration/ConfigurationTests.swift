import MeshCore
import MeshTestKit
import Testing

@testable import MeshRuntime

@Suite("The configuration")
struct ConfigurationTests {
    enum Mode: String, Sendable, CaseIterable {
        case fast, safe
    }

    struct Sample: MeshConfiguration {
        static let service = "sample"
        static let summary = "A sample."
        static let limit = ConfigurationKey.integer("search.maxLimit", in: 1...100, default: 20, "The most results.")
        static let pause = ConfigurationKey.duration(
            "search.pause", in: .zero ... .seconds(60), default: .seconds(1), "Between.")
        static let isQuiet = ConfigurationKey.flag("quiet", default: false, "Say nothing.")
        static let names = ConfigurationKey.list("names", "Of people.")
        static let mode = ConfigurationKey.choice("mode", default: Mode.safe, "How.")
        static let ratio = ConfigurationKey.number("ratio", in: 0...1, default: 0.5, "How much.")
        static let path = ConfigurationKey.optionalString("path", "Where.")
        static let keys: [any AnyConfigurationKey] = [limit, pause, isQuiet, names, mode, ratio, path]
        static let sections = ["routes": "What goes where."]

        let values: ConfigurationValues

        init(_ values: ConfigurationValues) throws(ConfigurationError) { self.values = values }
    }

    let directory: TemporaryDirectory
    let loader = ConfigurationLoader(Sample.self, version: "1.2.3")

    init() throws {
        directory = try TemporaryDirectory()
    }

    func load(_ arguments: [String], _ environment: [String: String] = [:]) throws -> ConfigurationValues {
        switch try loader.load(arguments: ["sample"] + arguments, environment: environment) {
        case .values(let values): return values
        case .text(let text):
            Issue.record("a text: \(text)")
            return ConfigurationValues()
        }
    }

    func faults(_ arguments: [String], _ environment: [String: String] = [:]) -> [String] {
        do {
            _ = try loader.load(arguments: ["sample"] + arguments, environment: environment)
            return []
        } catch {
            return error.faults
        }
    }

    @Test("holds defaults where nothing is said")
    func defaults() throws {
        let values = try load([])
        #expect(values[Sample.limit] == 20)
        #expect(values[Sample.pause] == .seconds(1))
        #expect(values[Sample.path] == nil)
        #expect(values[Sample.names] == [])
        #expect(values[Sample.mode] == .safe)
        #expect(!values.isGiven(Sample.limit))
    }

    @Test("takes flags over the environment, that over the file, that over defaults")
    func precedence() throws {
        let path = try directory.write(
            "sample.yaml",
            """
            search:
              maxLimit: 30
              pause: 250ms
            ratio: 0.25
            names: [ann, bob]
            """)
        let values = try load(
            ["--config", path, "--search-max-limit=50"], ["SEARCH_MAX_LIMIT": "40", "SEARCH_PAUSE": "5s"])
        #expect(values[Sample.limit] == 50)
        #expect(values[Sample.pause] == .seconds(5))
        #expect(values[Sample.ratio] == 0.25)
        #expect(values[Sample.names] == ["ann", "bob"])
    }

    @Test("takes flags with and without an equals sign, and bare ones")
    func flags() throws {
        let values = try load(["--quiet", "--names", "ann,bob", "--path", "/a,b", "--mode", "fast"])
        #expect(values[Sample.isQuiet])
        #expect(values[Sample.names] == ["ann", "bob"])
        #expect(values[Sample.path] == "/a,b")
        #expect(values[Sample.mode] == .fast)
    }

    @Test(
        "refuses unknown flags and says what was probably meant",
        arguments: [
            ("--search-max-limt", "--search-max-limit"), ("--moed", "--mode"), ("--http-prot", "--http-port"),
        ])
    func unknownFlags(flag: String, meant: String) {
        #expect(faults([flag, "1"]).first?.contains("did you mean \(meant)?") == true, "\(faults([flag, "1"]))")
        #expect(faults(["--entirely-different"]).first?.contains("did you mean") == false)
        #expect(faults(["stray"]).count == 1)
    }

    @Test("refuses unknown keys of a file, with the nearest name")
    func unknownNames() throws {
        let path = try directory.write("sample.yaml", "search:\n  maxLimt: 3\nrouts: []\n")
        let faults = faults(["--config=\(path)"])
        #expect(faults.count == 2, "\(faults)")
        #expect(faults.contains { $0.contains("did you mean search.maxLimit?") })
        #expect(faults.contains { $0.contains("did you mean routes?") })
    }

    @Test("names every value that is not valid")
    func invalidValues() {
        let faults = faults(
            ["--search-max-limit", "0", "--mode", "slow", "--ratio=2"], ["SEARCH_PAUSE": "61s", "QUIET": "perhaps"])
        #expect(faults.count == 5, "\(faults)")
        for name in ["search.maxLimit", "mode", "ratio", "search.pause", "quiet"] {
            #expect(faults.contains { $0.hasPrefix("\(name): ") }, "\(name) in \(faults)")
        }
    }

    @Test("says what is wrong with a file", arguments: ["a: [", "just text", "- a\n- b"])
    func badFiles(text: String) throws {
        let path = try directory.write("sample.yaml", text)
        #expect(faults(["--config", path]).first?.hasPrefix(path) == true)
        #expect(faults(["--config", "/nowhere"]).first?.contains("cannot be read") == true)
    }

    @Test("leaves sections of the file to the service, with their types")
    func sections() throws {
        let path = try directory.write(
            "sample.yaml", "routes:\n  - {prefix: /v1, retries: 2, isOpen: true, note: null, size: 1.5, word: \"7\"}\n")
        let routes = try load(["--config", path]).section("routes")
        #expect(
            routes == [["prefix": "/v1", "retries": 2, "isOpen": true, "note": nil, "size": 1.5, "word": "7"]],
            "\(String(describing: routes))")
    }

    @Test("tells every key with its flag, its variable, its default and its meaning")
    func help() throws {
        guard case .text(let help) = try loader.load(arguments: ["sample", "--help"], environment: [:]) else {
            Issue.record("no help")
            return
        }
        for key in CommonConfiguration.keys + Sample.keys {
            #expect(help.contains(key.name) && help.contains(key.meaning) && help.contains(key.form), "\(key.name)")
            if let standard = key.standardText { #expect(help.contains("default \(standard)")) }
        }
        #expect(help.contains("--search-max-limit  (SEARCH_MAX_LIMIT; in the file search.maxLimit)"))
        #expect(help.contains("What goes where."))
    }

    @Test("tells the version")
    func version() throws {
        guard case .text("sample 1.2.3\n") = try loader.load(arguments: ["sample", "--version"], environment: [:])
        else {
            Issue.record("no version")
            return
        }
    }

    @Test("finds the supervisor's socket under the name that all tools know")
    func controlSocket() throws {
        let values = try load([], ["ORRERY_CONTROL": "/run/a.sock"])
        #expect(CommonConfiguration(values, fallbackInstance: "x").controlSocket == "/run/a.sock")
        #expect(CommonConfiguration(values, fallbackInstance: "x").instance == "x")
    }

    @Test(
        "reads and writes times with units",
        arguments: [
            ("250ms", Duration.milliseconds(250)), ("10s", .seconds(10)), ("5m", .seconds(300)), ("2h", .seconds(7200)),
            ("0s", .zero),
        ])
    func durations(text: String, duration: Duration) {
        #expect(DurationText.parse(text) == duration)
        #expect(DurationText.text(duration) == text)
    }

    @Test(
        "reads no other times",
        arguments: ["", "10", "s", "1.5s", "-1s", "1d", "99999999999999999999s", "9999999h", " 1s"])
    func badDurations(text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test(
        "measures how far words are apart",
        arguments: [("", "", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("port", "prot", 2)])
    func distances(left: String, right: String, distance: Int) {
        #expect(Suggestion.distance(left, right) == distance)
        #expect(Suggestion.distance(right, left) == distance)
    }
}
