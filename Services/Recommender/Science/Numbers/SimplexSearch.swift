/// The least value of a function without derivatives: Nelder and Mead, "A Simplex Method for Function Minimization", The Computer
/// Journal 7, 1965, with the usual factors 1, 2, ½ and ½.
struct SimplexSearch {
    /// How far the first simplex reaches in each direction.
    var reach = 0.5
    /// It ends when the values of the simplex differ by no more than this share of the least one.
    var tolerance = 1e-9
    /// It ends after so many rounds.
    var roundLimit = 400

    /// Where the function is least, and what it is there. Values that are no numbers count as infinite.
    func minimum(
        from start: [Double], of function: ([Double]) -> Double
    ) -> (point: [Double], value: Double) {
        func value(_ point: [Double]) -> Double {
            let value = function(point)
            return value.isNaN ? .infinity : value
        }
        var corners = [(point: start, value: value(start))]
        for axis in start.indices {
            var point = start
            point[axis] += reach
            corners.append((point, value(point)))
        }
        corners.sort { $0.value < $1.value }
        for _ in 0..<roundLimit {
            let (best, worst) = (corners[0], corners[corners.count - 1])
            if worst.value - best.value <= tolerance * abs(best.value) + 1e-300 { break }
            let others = corners.dropLast()
            let middle = start.indices.map { axis in
                others.reduce(0) { $0 + $1.point[axis] } / Double(others.count)
            }
            func along(_ factor: Double) -> (point: [Double], value: Double) {
                let point = start.indices.map { middle[$0] + factor * (worst.point[$0] - middle[$0]) }
                return (point, value(point))
            }
            let reflected = along(-1)
            if reflected.value < best.value {
                let expanded = along(-2)
                corners[corners.count - 1] = expanded.value < reflected.value ? expanded : reflected
            } else if reflected.value < corners[corners.count - 2].value {
                corners[corners.count - 1] = reflected
            } else {
                let contracted = along(reflected.value < worst.value ? -0.5 : 0.5)
                if contracted.value < min(reflected.value, worst.value) {
                    corners[corners.count - 1] = contracted
                } else {
                    corners = corners.map { corner in
                        let point = zip(corner.point, best.point).map { ($0 + $1) / 2 }
                        return (point, value(point))
                    }
                }
            }
            corners.sort { $0.value < $1.value }
        }
        return corners[0]
    }
}
