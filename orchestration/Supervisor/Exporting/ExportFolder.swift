import FoundationEssentials
import MeshCore

/// The folder of an export: `manifest.json`, `rules.json`, `zone.tzif`, and `events/` with the rows.
struct ExportFolder: Sendable {
    let path: String

    private var manifestPath: String { path + "/manifest.json" }

    /// Makes the folder, if it is not there.
    ///
    /// - Throws: ``CommandFailure``.
    func make() throws {
        do {
            try FileManager.default.createDirectory(atPath: path + "/events", withIntermediateDirectories: true)
        } catch {
            throw CommandFailure.failed("the folder \(path) cannot be made")
        }
    }

    /// What it holds; nil when it holds no export.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be read.
    func manifest() throws -> ExportManifest? {
        guard let data = FileManager.default.contents(atPath: manifestPath) else { return nil }
        do {
            return try JSONDecoder().decode(ExportManifest.self, from: data)
        } catch {
            throw CommandFailure.failed("\(manifestPath) is no manifest of an export")
        }
    }

    func write(_ manifest: ExportManifest) throws {
        try AtomicFile.write(try JSONText.pretty(manifest) + "\n", to: manifestPath, mode: 0o644)
    }

    /// Writes the rules, and the rules of the zone: what events of the site are processed by.
    ///
    /// - Throws: ``CommandFailure`` when this machine does not know the zone.
    func write(rules: JSONValue, zone: String) throws {
        // What JSON says has no order of members, and what one is told of them has another each time.
        try AtomicFile.write(try JSONText.pretty(rules) + "\n", to: path + "/rules.json", mode: 0o644)
        let file = "/usr/share/zoneinfo/\(zone)"
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw CommandFailure.failed("this machine does not know the time zone \(zone): install tzdata")
        }
        do {
            try bytes.write(to: URL(filePath: path + "/zone.tzif"), options: .atomic)
        } catch {
            throw CommandFailure.failed("\(path)/zone.tzif cannot be written")
        }
    }

    /// The name of the file that begins at an offset; names have the order of offsets.
    static func name(of partition: Int, from offset: Int64) -> String {
        let digits = String(offset)
        return "events/\(partition)-\(String(repeating: "0", count: 20 - digits.count))\(digits).parquet"
    }
}
