import ArgumentParser
import EventsAPI
import MeshCore

/// `orrery export events`.
struct ExportEventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Writes a site's collected events as Parquet files, with the rules of the site.",
        discussion: """
            The folder gets events/PARTITION-OFFSET.parquet (columns partition, offset, received, newest, value: the event as the \
            log holds it), rules.json, zone.tzif, and manifest.json. The same part of the log makes the same bytes. Run again, it goes on \
            where it ended. The job in orchestration/deploy/spark makes reports of it.

            Days are those of UTC on which the log took a record. An export that begins within the log knows nothing of what was \
            before: visits of its first day lack their begin.
            """)

    @OptionGroup var location: MeshLocation

    @Option(help: "The site's id.")
    var site: String

    @Option(help: "The folder to write into.")
    var out: String

    @Option(help: "The first day, such as 2026-11-01; the log's begin without it.")
    var from: String?

    @Option(help: "The last day, which is exported too; the log's end without it.")
    var to: String?

    @Option(help: "The version of the site's rules to export; the one that is live without it.")
    var rules: Int64?

    @Flag(help: "The manifest as JSON.")
    var json = false

    func run() async throws {
        try await Terminal.report {
            let days = try ExportDays(from: from, to: to)
            let manifest = try await GatewayExportSource.with(location.folder) { try await export(days, from: $0) }
            guard !json else { return Terminal.say(try JSONText.pretty(manifest)) }
            let events = manifest.files.reduce(0) { $0 + $1.rows }
            let bytes = manifest.files.reduce(0) { $0 + $1.bytes }
            Terminal.say(
                "\(out): \(events) events of \(site) in \(manifest.files.count) files, \(bytes / 1_000_000) MB, and version "
                    + "\(manifest.rulesVersion) of its rules")
        }
    }

    /// Exports what the folder does not hold yet.
    ///
    /// - Returns: All that it holds then.
    /// - Throws: ``CommandFailure``; ``ProcessFailure``.
    func export(
        _ days: ExportDays, from source: some ExportSource, block: Int64 = EventExport.fileBlock
    ) async throws -> ExportManifest {
        guard let described = try await source.site(site) else {
            throw CommandFailure.failed("there is no site '\(site)'")
        }
        let version = rules ?? described.liveRules
        guard let document = try await source.rules(of: site, version: version)?.document else {
            throw CommandFailure.failed("'\(site)' has no version \(version) of its rules")
        }
        let folder = ExportFolder(path: out)
        let fresh = ExportManifest(
            site: site, timeZone: described.timeZone, rulesVersion: version, from: from)
        let found = try folder.manifest()
        guard found?.isOfSame(fresh) ?? true else {
            throw CommandFailure.failed(
                "\(out) holds another export, of other days, rules or another site: choose another folder")
        }
        try folder.make()
        try folder.write(rules: document, zone: described.timeZone)
        let notes = ExportNotes()
        var export = EventExport(found ?? fresh, days: days, from: source, into: folder, block: block) {
            notes.tell($0)
        }
        try await export.run()
        if export.brokenBatches > 0 {
            Terminal.note(
                "passed over \(export.brokenBatches) batches that their producers have broken, as reporting does")
        }
        return export.manifest
    }
}
