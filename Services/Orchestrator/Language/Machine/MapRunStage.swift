/// A distributed Map state whose run goes on somewhere else.
struct MapRunStage: Hashable, Sendable {
    let id: MapRunID
    let arn: String
    let label: String
    let source: MapItemSource
    let batching: MapItemBatching?
    let writer: MapResultWriter?
    let concurrency: Int
    let tolerance: FailureTolerance
    var redriveCount = 0
}
