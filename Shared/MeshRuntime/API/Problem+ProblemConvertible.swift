package import MeshCore

extension Problem: ProblemConvertible {
    package var problem: Problem { self }
}
