import MeshCore

/// One row of a table that somebody brought, and where it stands.
struct InputRow {
    /// A value and the place where it begins, counted from 1; columns in characters as editors count them.
    struct Cell {
        let text: String
        let column: Int
    }

    /// Of the file, counted from 1.
    let line: Int
    let cells: [String: Cell]
}

/// Why a table cannot be used: where, and what to do.
struct InputProblem: Error, Hashable, CustomStringConvertible {
    let file: String
    let line: Int
    let column: Int
    let reason: String

    /// As compilers say it, so that editors jump there.
    var description: String { "\(file):\(line):\(column): \(reason)" }
}
