import RecommenderModels
import Testing

@Suite("The matrix of interactions")
struct MatrixTests {
    let matrix = InteractionMatrix(
        [
            Interaction(row: 2, column: 1, weight: 4), Interaction(row: 0, column: 2),
            Interaction(row: 0, column: 0, weight: 3), Interaction(row: 0, column: 2, weight: 1.5),
        ], rowCount: 3, columnCount: 4)

    @Test("Rows come with ascending columns, and what came twice is added")
    func rows() {
        #expect(matrix.offsets == [0, 2, 2, 3])
        #expect(matrix.columns == [0, 2, 1])
        #expect(matrix.weights == [3, 2.5, 4])
        #expect(Array(matrix.columns(ofRow: 0)) == [0, 2])
        #expect(matrix.rowSums == [5.5, 0, 4])
        #expect(matrix.columnCounts == [1, 1, 1, 0])
        #expect(matrix.byteCount == 3 * 8 + 4 * 8)
    }

    @Test("The transposed matrix has each entry at its exchanged place")
    func transposed() {
        let random = InteractionMatrix(
            randomInteractions(users: 30, items: 17, tastes: 3, seed: 3), rowCount: 30, columnCount: 17)
        let (rows, columns) = (dense(random), dense(random.transposed()))
        #expect(random.entryCount > 50)
        for row in 0..<30 {
            for column in 0..<17 { #expect(rows[row][column] == columns[column][row]) }
        }
    }

    @Test("Names get numbers in the order in which they come")
    func names() {
        var names = NameTable()
        #expect(["b", "a", "b", "c"].map { names.number(of: $0) } == [0, 1, 0, 2])
        #expect(names.names == ["b", "a", "c"])
        #expect(names.existingNumber(of: "a") == 1)
        #expect(names.existingNumber(of: "x") == nil)
    }
}
