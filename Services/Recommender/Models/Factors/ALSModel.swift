import MeshCore

/// Implicit alternating least squares: a vector for each user and each item, so that their inner product is near 1 where they met
/// and near 0 where not, weighed by confidence (Hu, Koren and Volinsky, "Collaborative Filtering for Implicit Feedback Datasets",
/// ICDM 2008). With r the weight of an interaction, c = 1 + α r and p = 1; equation 4 gives a user's vector as
/// (Yᵀ Y + Yᵀ (C − I) Y + λ I)⁻¹ Yᵀ C p.
///
/// It takes 4 f bytes for each item and each user while it is trained, besides the matrix and its transposed; 4 f bytes for each
/// item afterwards. A history's vector is made by the same equation when it is asked for, so users who came after the training
/// are served as well as others, and a click counts at once.
package struct ALSModel: RecommendationModel {
    package let itemFactors: FactorMatrix
    package let configuration: ALSConfiguration
    /// Yᵀ Y of the items.
    private let itemGram: [Double]

    package var itemCount: Int { itemFactors.rowCount }

    /// - Parameter itemFactors: As a training has left them.
    package init(itemFactors: FactorMatrix, configuration: ALSConfiguration) {
        self.itemFactors = itemFactors
        self.configuration = configuration
        itemGram = itemFactors.gram
    }

    /// Trains a model.
    ///
    /// - Parameter matrix: Of users' rows and items' columns, with weights of at least 0.
    /// - Throws: ``ModelError/notPositiveDefinite``.
    package init(_ matrix: InteractionMatrix, configuration: ALSConfiguration) throws(ModelError) {
        var training = ALSTraining(matrix, configuration: configuration)
        for _ in 0..<configuration.roundCount { try training.runRound() }
        self.init(itemFactors: training.itemFactors, configuration: configuration)
    }

    /// The vector of a user with a history, which need not have been in the training: fold-in, solved exactly.
    ///
    /// - Returns: One number for each factor; all 0 when no item of the history is known.
    package func factors(for history: History) -> [Float] {
        var user = FactorMatrix(
            rowCount: 1, factorCount: configuration.factorCount,
            values: [Float](repeating: 0, count: configuration.factorCount))
        var solver = ALSSolver(configuration, gram: itemGram)
        do throws(ModelError) {
            try solver.solveExactly(SparseRow(history, itemCount: itemCount), against: itemFactors, into: &user, at: 0)
        } catch {
            // With λ > 0 only weights that are no numbers come here, and those say nothing of what somebody likes.
            return [Float](repeating: 0, count: configuration.factorCount)
        }
        return user.values
    }

    package func score(_ history: History, into sheet: inout ScoreSheet) {
        let user = factors(for: history)
        guard user.contains(where: { $0 != 0 }) else { return }
        sheet.addToAll(below: itemCount) { scores in
            for item in 0..<itemCount {
                let vector = itemFactors.values.span.extracting(itemFactors.range(ofRow: item))
                scores[item] += Double(FloatKernels.dot(user.span, vector))
            }
        }
    }
}
