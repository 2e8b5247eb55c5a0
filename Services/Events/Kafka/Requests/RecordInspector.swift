package import EventLog

/// Says which records a broker refuses although their batch is well formed.
package protocol RecordInspector: Sendable {
    /// Whether any record could be refused now: batches are not opened where none could.
    ///
    /// - Throws: `EventLogError` when that cannot be told.
    func isNeeded() throws -> Bool

    /// Why a record is refused, in words; nil when it is not.
    ///
    /// - Throws: `EventLogError` when that cannot be told.
    func fault(in record: StoredRecord) throws -> String?
}
