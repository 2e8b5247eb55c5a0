import CXGBoost
import MeshCore

/// A model that XGBoost is making. It belongs to who makes it, and ends with that; its handles never leave it.
@safe final class Booster {
    private let rows: DMatrixHandle
    private let handle: BoosterHandle

    /// - Parameters:
    ///   - rows: Row by row.
    ///   - answers: One for each row.
    /// - Throws: ``ScienceError/boosting(_:)``.
    init(
        rows values: [Float], answers: [Float], columnCount: Int, parameters: [(name: String, value: String)]
    ) throws(ScienceError) {
        var rows: DMatrixHandle?
        // The library copies what it is given, and the arrays have as many numbers as it is told.
        var state = unsafe XGDMatrixCreateFromMat(
            values, bst_ulong(answers.count), bst_ulong(columnCount), .nan, &rows)
        guard state == 0, let rows = unsafe rows else { throw Self.failure() }
        var handle: BoosterHandle?
        state = unsafe XGDMatrixSetFloatInfo(rows, "label", answers, bst_ulong(answers.count))
        if state == 0 {
            let list: [DMatrixHandle?] = unsafe [rows]
            state = unsafe XGBoosterCreate(list, 1, &handle)
        }
        guard state == 0, let handle = unsafe handle else {
            let failure = Self.failure()
            _ = unsafe XGDMatrixFree(rows)
            throw failure
        }
        unsafe self.rows = unsafe rows
        unsafe self.handle = unsafe handle
        for parameter in parameters {
            guard unsafe XGBoosterSetParam(handle, parameter.name, parameter.value) == 0 else { throw Self.failure() }
        }
    }

    deinit {
        _ = unsafe XGBoosterFree(handle)
        _ = unsafe XGDMatrixFree(rows)
    }

    /// Adds a tree.
    ///
    /// - Throws: ``ScienceError/boosting(_:)``.
    func boost(round: Int) throws(ScienceError) {
        guard unsafe XGBoosterUpdateOneIter(handle, Int32(round), rows) == 0 else { throw Self.failure() }
    }

    /// What has been made, as XGBoost writes it.
    ///
    /// - Throws: ``ScienceError/boosting(_:)``.
    func model() throws(ScienceError) -> JSONValue {
        var count: bst_ulong = 0
        var text: UnsafePointer<CChar>?
        let state = unsafe XGBoosterSaveModelToBuffer(handle, "{\"format\": \"json\"}", &count, &text)
        guard state == 0, let text = unsafe text else { throw Self.failure() }
        // The text is the library's until its next call, and so long.
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(count))
        do throws(JSONParseError) {
            return try JSONValue(parsing: unsafe Array(bytes), limits: JSONLimits(depth: 64, byteCount: 1 << 28))
        } catch {
            throw .boosting("\(error)")
        }
    }

    /// What XGBoost itself says of rows, to hold ours against.
    ///
    /// - Throws: ``ScienceError/boosting(_:)``.
    func probabilities() throws(ScienceError) -> [Double] {
        let settings = """
            {"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false}
            """
        var shape: UnsafePointer<bst_ulong>?
        var dimension: bst_ulong = 0
        var result: UnsafePointer<Float>?
        let state = unsafe XGBoosterPredictFromDMatrix(handle, rows, settings, &shape, &dimension, &result)
        guard state == 0, dimension == 1, let shape = unsafe shape, let result = unsafe result else {
            throw Self.failure()
        }
        // One number for each row, the library's until its next call.
        return unsafe UnsafeBufferPointer(start: result, count: Int(shape[0])).map { Double($0) }
    }

    private static func failure() -> ScienceError {
        // The text lies in the library's memory for this thread.
        let words = unsafe XGBGetLastError().map { unsafe String(cString: $0) } ?? "it failed"
        return .boosting(String(words.prefix { $0 != "\n" }))
    }
}
