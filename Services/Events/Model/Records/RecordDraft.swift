import EventLog

/// A record of a request, or why it is none.
typealias RecordDraft = Result<LogRecord, RecordRejection>
