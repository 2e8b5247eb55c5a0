import MeshCore
import ReportAnalysis
import ReportIntake

/// The oldest day of a generation that is not laid out yet, as far as it is known.
struct SealingTask: Sendable {
    let generation: GenerationRecord
    let day: Int
    /// By partition, of those that can be told.
    let readings: [Int: ReadingState]
    let taken: TakenMarks

    /// Before which no event comes any more, by partition; nil while one of them cannot tell.
    func watermarks(slack: Duration) -> [Int: Timestamp]? {
        var watermarks: [Int: Timestamp] = [:]
        for (partition, reading) in readings {
            guard let watermark = reading.watermark(lateness: generation.terms.lateness, slack: slack) else {
                return nil
            }
            watermarks[partition] = watermark
        }
        return watermarks.isEmpty ? nil : watermarks
    }
}
