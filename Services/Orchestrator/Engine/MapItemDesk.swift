import StatesLanguage

/// Where the items of map runs come from, and where their results go.
protocol MapItemDesk: Sendable {
    /// The inputs of a map run's executions.
    ///
    /// - Throws: `StateFailure` when the items cannot be had: the map run fails.
    func items(of order: MapRunOrder) async throws -> [MapItem]

    /// The output of a map run all of whose items have ended.
    ///
    /// - Throws: `StateFailure` when it cannot be written where it is to go.
    func output(of order: MapRunOrder, number: Int64, record: MapRunRecord) async throws -> Payload
}
