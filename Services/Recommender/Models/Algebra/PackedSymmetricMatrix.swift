import COpenBLAS
import Synchronization

/// A symmetric matrix of double precision, of which one triangle is kept: LAPACK's rectangular full packed format with its lower
/// triangle, not transposed (Gustavson, Waśniewski, Dongarra and Langou, LAPACK Working Note 199, 2008), which is inverted
/// block by block in place. It takes 4 n² bytes, half of what the square would.
///
/// Its order is made even by a last row and column of its own, which are those of the unit matrix.
struct PackedSymmetricMatrix: Sendable {
    /// How many rows and columns it has, without the one that makes it even.
    let order: Int
    private let evenOrder: Int
    private var cells: [Double]

    /// All zero.
    init(order: Int) {
        self.order = order
        evenOrder = order + order % 2
        cells = [Double](repeating: 0, count: evenOrder / 2 * (evenOrder + 1))
        if evenOrder > order { cells[place(of: order, order)] = 1 }
    }

    /// The memory that a matrix takes, in bytes.
    static func byteCount(order: Int) -> Int { (order + 1) * (order + 2) / 2 * MemoryLayout<Double>.size }

    subscript(row: Int, column: Int) -> Double {
        get { cells[row >= column ? place(of: row, column) : place(of: column, row)] }
        set { cells[row >= column ? place(of: row, column) : place(of: column, row)] = newValue }
    }

    /// Where a cell of the lower triangle lies. The columns of the left half stand one below the other; the triangle that is
    /// right of them lies transposed above.
    private func place(of row: Int, _ column: Int) -> Int {
        let half = evenOrder / 2
        let height = evenOrder + 1
        return column < half ? row + 1 + column * height : column - half + (row - half) * height
    }

    /// Replaces the matrix by its inverse, by Cholesky's factorization: n³ multiplications and additions.
    ///
    /// - Throws: ``ModelError/notPositiveDefinite``.
    mutating func invert() throws(ModelError) {
        guard order > 0 else { return }
        // Debian's single-threaded OpenBLAS may be called by one thread at a time.
        let state = Self.library.withLock { _ in factorizeAndInvert() }
        guard state == 0 else { throw .notPositiveDefinite }
    }

    private static let library = Mutex<Void>(())

    /// What LAPACK says: 0 when it has been done.
    private mutating func factorizeAndInvert() -> Int32 {
        var size = Int32(evenOrder)
        var state: Int32 = 0
        // Each C string has the length that is passed, and the cells are as many as the format has for this order.
        openblas_set_num_threads(1)
        unsafe cells.withUnsafeMutableBufferPointer { cells in
            unsafe dpftrf_("N", "L", &size, cells.baseAddress, &state, 1, 1)
            if state == 0 { unsafe dpftri_("N", "L", &size, cells.baseAddress, &state, 1, 1) }
        }
        return state
    }
}
