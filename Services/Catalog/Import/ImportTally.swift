/// What became of the rows of an import.
struct ImportTally: Equatable, Sendable {
    var created: Int64 = 0
    var updated: Int64 = 0
    var unchanged: Int64 = 0
    var failed: Int64 = 0

    var rows: Int64 { created + updated + unchanged + failed }
}
