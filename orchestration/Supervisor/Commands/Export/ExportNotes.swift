import MeshCore

/// Tells people how far an export is, once a second.
final class ExportNotes {
    private var last = MonotonicInstant.now()

    private static let pause = Duration.seconds(1)

    func tell(_ progress: EventExport.Progress) {
        let now = MonotonicInstant.now()
        guard last.duration(to: now) >= Self.pause || progress.read == progress.toRead else { return }
        last = now
        Terminal.note(
            "partition \(progress.partition): \(progress.read) of \(progress.toRead) records read, \(progress.events) events so far"
        )
    }
}
