import MeshCore

/// What a step changes of a map run.
enum MapRunWrite: Sendable {
    case begin(MapRunRecord)
    case change(MapRunRecord)
    case startItem(mapRun: Int64, index: Int64)
    case endItem(mapRun: Int64, index: Int64, ExecutionEnding)
    /// Makes items that did not succeed pending again.
    case redriveItems(mapRun: Int64)
}
