import GRDB

extension StoreError {
    /// Translates what SQLite says about the file or the machine; nil for the errors that speak of the statement alone.
    ///
    /// - Parameters:
    ///   - error: The error as GRDB threw it.
    ///   - path: The store's file.
    ///   - waited: How long the connection waits for locks.
    init?(_ error: DatabaseError, path: String, waited: Duration) {
        switch error.resultCode {
        case .SQLITE_FULL: self = .full(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path, waited: waited)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path, detail: Self.detail(of: error))
        case .SQLITE_READONLY: self = .readOnly(path: path)
        case .SQLITE_CANTOPEN: self = .cannotOpen(path: path, detail: Self.detail(of: error))
        // The shared-memory file of the log is allocated ahead, so that a full disk shows up as this error there.
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: self = .full(path: path)
        case .SQLITE_IOERR: self = .inputOutput(path: path, detail: Self.detail(of: error))
        case .SQLITE_MISUSE where error.message == "Connection is closed": self = .closed
        default: return nil
        }
    }

    /// Runs a body and translates what it throws.
    static func translating<T>(path: String, waited: Duration, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, waited: waited) ?? error
        }
    }

    private static func detail(of error: DatabaseError) -> String {
        "\(error.message ?? "no message"), code \(error.extendedResultCode.rawValue)"
    }
}
