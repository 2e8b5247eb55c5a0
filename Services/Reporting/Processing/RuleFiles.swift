import ArgumentParser
import EventCollection
import FoundationEssentials
import MeshCore
import ReportAnalysis
import ReportIntake

/// By what events are processed: the files that an export has beside its events.
struct RuleFiles: ParsableArguments {
    @Option(help: "The version of the site's rules, as JSON.")
    var rules: String

    @Option(help: "The rules of the site's time zone (RFC 9636); UTC when there is none.")
    var zone: String?

    @Option(help: "Where networks are: reporting's geography.file. Without it, nothing is told of places.")
    var geography: String?

    @Option(help: "How many seconds late an event may come and still be counted: reporting's visits.lateness.")
    var lateness = 21_600

    func validate() throws {
        guard (0...2_592_000).contains(lateness) else {
            throw ValidationError("--lateness must be from 0 to 2592000 seconds.")
        }
    }

    /// - Throws: ``ProcessorFailure``.
    func processingRules() throws -> ProcessingRules {
        do {
            return try ProcessingRules(json: try JSONValue(parsing: try Self.bytes(rules)))
        } catch let error as InvalidFields {
            let fields = error.errors.map { "\($0.field): \($0.message)" }
            throw ProcessorFailure("\(rules) holds no rules: \(fields.joined(separator: "; "))")
        } catch let error as JSONParseError {
            throw ProcessorFailure("\(rules) is no JSON: \(error)")
        }
    }

    /// - Throws: ``ProcessorFailure``.
    func geographyTable() throws -> GeographyTable? {
        guard let geography else { return nil }
        do {
            return try GeographyTable(parsing: String(decoding: try Self.bytes(geography), as: UTF8.self))
        } catch let error as GeographyError {
            throw ProcessorFailure("\(geography) says not where networks are: \(error)")
        }
    }

    /// Days as the site's clocks show them.
    ///
    /// - Throws: ``ProcessorFailure``.
    func calendar() throws -> SiteCalendar {
        guard let zone else { return SiteCalendar(zone: .utc) }
        guard let rules = TimeZoneRules(file: Array(try Self.bytes(zone))) else {
            throw ProcessorFailure("\(zone) holds no rules of a time zone (TZif)")
        }
        return SiteCalendar(zone: rules)
    }

    /// Where one visit ends and the next begins.
    ///
    /// - Throws: ``ProcessorFailure``.
    func sessionRules() throws -> ReportAnalysis.SessionRules {
        VisitTerms(try processingRules(), zone: "", lateness: .seconds(lateness))
            .sessions(SiteZone(rules: try calendar().zone))
    }

    private static func bytes(_ path: String) throws -> Data {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw ProcessorFailure("\(path) cannot be read")
        }
        return bytes
    }
}

/// The one zone that there is: the site's.
private struct SiteZone: TimeZoneSource {
    let rules: TimeZoneRules

    func rules(named name: String) -> TimeZoneRules? { rules }
}
