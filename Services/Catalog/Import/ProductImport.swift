import CatalogAPI
import MeshCore
import NIOCore

/// An import at work: while one chunk of rows is written, the next ones are read and checked beside it.
struct ProductImport: Sendable {
    /// Chunks that are being read or written: enough to keep both busy, and a bound on memory.
    private static let ahead = 3

    let store: CatalogStore
    let clock: any WallClock
    /// Bytes of a chunk: some thousand rows share a transaction, and other writers wait no longer than for those.
    var chunkSize = 4 << 20

    /// What was done beside the cutting of the file.
    private enum Step: Sendable {
        /// The rows of a chunk were read.
        case read(ImportBatchInput, place: Int)
        case written
    }

    /// Imports a file, or the rest of it.
    ///
    /// - Parameters:
    ///   - id: The import's name.
    ///   - mode: What becomes of rows whose sku is there already.
    ///   - format: The file's.
    ///   - body: The file, from its beginning.
    /// - Returns: How it ended.
    /// - Throws: ``CatalogError``, what the body throws, `StoreError`; what was taken until then stays.
    func run(
        _ id: String, _ mode: ImportReport.Mode, _ format: RecordFormat,
        _ body: some AsyncSequence<ByteBuffer, any Error>
    ) async throws -> ImportReport {
        let job = try await store.beginImport(id, format, mode)
        guard job.state != .completed else { return try await store.importReport(id) }
        do {
            try await take(body, for: job)
            try await store.endImport(job, as: .completed)
        } catch {
            // A cut connection cancels this task; that it was cut is worth noting all the same.
            try await Task { try await store.endImport(job, as: .interrupted) }.value
            throw error
        }
        return try await store.importReport(id)
    }

    private func take(_ body: some AsyncSequence<ByteBuffer, any Error>, for job: ImportJob) async throws {
        try await withThrowingTaskGroup(of: Step.self) { group in
            var chunker = RecordChunker(job.format, from: job.position, size: chunkSize)
            var columns = job.columns
            var window = ImportWindow(from: job.position)
            for try await part in body {
                guard let chunk = try Self.cut({ try chunker.take(part.readableBytesView) }) else { continue }
                try add(chunk, job.format, &columns, &window, to: &group)
                while window.inFlight > Self.ahead { try await finishStep(for: job, &window, in: &group) }
            }
            if let chunk = try Self.cut({ try chunker.finish() }) {
                try add(chunk, job.format, &columns, &window, to: &group)
            }
            while window.inFlight > 0 { try await finishStep(for: job, &window, in: &group) }
        }
    }

    private func add(
        _ chunk: RecordChunk, _ format: RecordFormat, _ columns: inout CSVColumns?, _ window: inout ImportWindow,
        to group: inout ThrowingTaskGroup<Step, any Error>
    ) throws {
        if format == .csv, columns == nil {
            var records = CSVRecords(chunk.bytes, firstLine: chunk.firstLine)
            columns = try CSVColumns(header: records.next()?.fields ?? [])
        }
        let (place, start) = window.begin(until: chunk.end)
        let reader = RowReader(format: format, columns: columns, clock: clock)
        // Not on the event loop, as which the request's task may prefer: requests wait there.
        group.addTask(executorPreference: globalConcurrentExecutor) {
            .read(
                ImportBatchInput(rows: reader.rows(of: chunk), start: start, end: chunk.end, columns: reader.columns),
                place: place)
        }
    }

    /// Waits until a chunk was read or written, and has the one written whose turn it is.
    private func finishStep(
        for job: ImportJob, _ window: inout ImportWindow, in group: inout ThrowingTaskGroup<Step, any Error>
    ) async throws {
        switch try await group.next() {
        case .read(let input, let place): window.arrived(input, at: place)
        case .written: window.wasWritten()
        case nil: return
        }
        guard let input = window.next() else { return }
        group.addTask {
            try await store.take(input, for: job)
            return .written
        }
    }

    /// What a chunker throws as the catalog's own error.
    private static func cut(_ body: () throws -> RecordChunk?) throws -> RecordChunk? {
        do {
            return try body()
        } catch let error as RecordChunker.RecordTooLong {
            throw CatalogError.invalid([
                FieldError(field: "", code: "too_long", message: "The record on line \(error.line) is too long.")
            ])
        } catch is RecordChunker.OtherFile {
            throw CatalogError.importMismatch("What was taken of it is not the beginning of this file.")
        }
    }
}
