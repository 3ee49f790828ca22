"""Segmentation: Chinese text cut into words as jieba cuts it."""
